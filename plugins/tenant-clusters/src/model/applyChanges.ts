import type {
  ClusterList,
  ClusterSummary,
  HubStaleness,
  StreamMessage,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { clusterKey } from './clusterKey';

function applyHubs(
  hubs: HubStaleness[],
  changes: HubStaleness[],
): HubStaleness[] {
  if (changes.length === 0) {
    return hubs;
  }
  const byName = new Map(changes.map(hub => [hub.hub, hub]));
  return hubs.map(hub => byName.get(hub.hub) ?? hub);
}

/**
 * A list after a stream message: rows that changed are replaced where they stand and rows that went away are taken out.
 * What only the server can decide (order, totals, rows that newly match) comes with the next read. The same list is returned when nothing
 * of it changed, so that nothing is drawn anew.
 */
export function applyChanges(
  list: ClusterList,
  message: StreamMessage,
): ClusterList {
  const changed = new Map(
    message.clusters.map(cluster => [clusterKey(cluster.ref), cluster]),
  );
  const removed = new Set(message.removed.map(clusterKey));
  let touched = false;
  const items: ClusterSummary[] = [];
  for (const item of list.items) {
    const key = clusterKey(item.ref);
    const change = changed.get(key);
    if (removed.has(key)) {
      touched = true;
    } else if (change && change.revision !== item.revision) {
      touched = true;
      items.push(change);
    } else {
      items.push(item);
    }
  }
  const hubs = applyHubs(list.hubs, message.hubs);
  if (!touched && hubs === list.hubs) {
    return list;
  }
  return { ...list, items: touched ? items : list.items, hubs };
}
