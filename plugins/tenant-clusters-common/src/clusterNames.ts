/** Longest name for which every name derived from it (XR with suffix, labels) still fits into 63 characters. @public */
export const MAX_CLUSTER_NAME_LENGTH = 40;

const DNS_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/**
 * Says what is wrong with a cluster's name, or undefined when nothing is. A name must be a DNS label (RFC 1123, starting
 * with a letter) of at most {@link MAX_CLUSTER_NAME_LENGTH} characters.
 * @public
 */
export function clusterNameProblem(
  name: string,
): 'empty' | 'too-long' | 'not-a-dns-label' | undefined {
  if (!name) {
    return 'empty';
  }
  if (name.length > MAX_CLUSTER_NAME_LENGTH) {
    return 'too-long';
  }
  return DNS_LABEL.test(name) ? undefined : 'not-a-dns-label';
}
