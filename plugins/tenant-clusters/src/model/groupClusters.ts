import type { ClusterSummary } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClusterGroup } from './clusterFilters';

/** Clusters that share a value; `value` is undefined where they share having none. */
export interface ClusterGroupRows {
  value: string | undefined;
  items: ClusterSummary[];
}

function valueOf(
  cluster: ClusterSummary,
  by: ClusterGroup,
): string | undefined {
  switch (by) {
    case 'tenant':
      return cluster.tenant;
    case 'environment':
      return cluster.environment;
    case 'hub':
      return cluster.ref.hub;
    case 'state':
      return cluster.state;
    default:
      return undefined;
  }
}

/** Groups rows; groups and rows keep the order of the list, so that what needs attention stays first. */
export function groupClusters(
  items: ClusterSummary[],
  by: ClusterGroup,
): ClusterGroupRows[] {
  const groups = new Map<string | undefined, ClusterSummary[]>();
  for (const item of items) {
    const value = valueOf(item, by);
    const group = groups.get(value);
    if (group) {
      group.push(item);
    } else {
      groups.set(value, [item]);
    }
  }
  return [...groups].map(([value, rows]) => ({ value, items: rows }));
}
