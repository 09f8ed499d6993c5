import {
  stringifyClusterRef,
  type ClusterState,
  type ClusterSummary,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { SortKey } from './Cursor';

/** How clusters can be sorted. */
export type ClusterSort =
  | 'attention'
  | 'name'
  | 'state'
  | 'tenant'
  | 'environment'
  | 'age';

/** Who needs a person first; then what is on its way; what rests comes last. */
const ATTENTION: Record<ClusterState, number> = {
  Blocked: 0,
  Degraded: 1,
  Requested: 2,
  Provisioning: 2,
  Connecting: 2,
  Removing: 2,
  Unknown: 3,
  Ready: 4,
};

/** Sort key of a cluster, ending with its ref and kind, which no other has. */
export function clusterSortKey(
  cluster: ClusterSummary,
  sort: ClusterSort,
): SortKey {
  const { ref } = cluster;
  const identity = [stringifyClusterRef(ref), ref.kind];
  switch (sort) {
    case 'name':
      return [ref.name, ...identity];
    case 'state':
      return [cluster.state, ref.name, ...identity];
    case 'tenant':
      return [cluster.tenant ?? '', ref.name, ...identity];
    case 'environment':
      return [cluster.environment ?? '', ref.name, ...identity];
    case 'age':
      // Ascending age is the youngest first.
      return [-Date.parse(cluster.createdAt ?? '') || 0, ...identity];
    default:
      return [ATTENTION[cluster.state], ref.name, ...identity];
  }
}
