/**
 * Orders resource versions, which Kubernetes 1.35 declares comparable as integers and etcd has always made so. Undefined for
 * anything else: such a version is only equal or not.
 */
export function compareResourceVersions(
  left: string,
  right: string,
): number | undefined {
  if (!/^\d+$/.test(left) || !/^\d+$/.test(right)) {
    return undefined;
  }
  if (left.length !== right.length) {
    return left.length - right.length;
  }
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}

/** The later of two; the second where they cannot be compared. */
export function laterResourceVersion(
  known: string | undefined,
  next: string,
): string {
  return known !== undefined && (compareResourceVersions(known, next) ?? -1) > 0
    ? known
    : next;
}
