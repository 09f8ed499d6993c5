import {
  stringifyClusterRef,
  type ClusterRef,
} from '@spokeport/backstage-plugin-tenant-clusters-common';

/** Identity of a cluster in lists: two claims of different kinds may share hub, namespace and name. */
export function clusterKey(ref: ClusterRef): string {
  return `${stringifyClusterRef(ref)}#${ref.kind}`;
}
