const WIDTH = 20;

/**
 * Writes a resourceVersion so that the order of the texts is that of the versions. Kubernetes' are unsigned 64-bit decimals;
 * one that is none orders before all others.
 */
export function orderedVersion(resourceVersion: string | undefined): string {
  return /^\d{1,20}$/.test(resourceVersion ?? '')
    ? (resourceVersion as string).padStart(WIDTH, '0')
    : '0'.repeat(WIDTH);
}

/** The later of two ordered versions. */
export function laterVersion(one: string | undefined, other: string): string {
  return one !== undefined && one > other ? one : other;
}

/** Undoes {@link orderedVersion}. */
export function plainVersion(ordered: string): string {
  return ordered.replace(/^0+(?=\d)/, '');
}
