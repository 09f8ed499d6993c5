/** The entries that have a value. */
export function present(
  entries: Record<string, string | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && entry[1] !== '',
    ),
  );
}

/** Whether a resourceVersion is newer than another; what is no number is not comparable, and counts as newer. */
export function isNewer(version: string, than: string | undefined): boolean {
  if (!/^\d+$/.test(version) || !than || !/^\d+$/.test(than)) {
    return version !== than;
  }
  return BigInt(version) > BigInt(than);
}
