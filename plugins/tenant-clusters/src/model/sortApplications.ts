import type { Application } from '@spokeport/backstage-plugin-tenant-clusters-common';

/** What needs attention comes first: missing, then failing, then moving, then well. */
function rank(item: Application): number {
  if (!item.exists) {
    return 0;
  }
  const failing =
    item.health === 'Degraded' ||
    item.health === 'Missing' ||
    item.operation === 'Failed' ||
    item.operation === 'Error' ||
    item.conditions.some(condition => condition.bad);
  if (failing) {
    return 1;
  }
  return item.sync === 'Synced' && item.health === 'Healthy' ? 3 : 2;
}

/** Applications in the order in which someone should look at them. The list itself is left as it is. */
export function sortApplications(items: Application[]): Application[] {
  return [...items].sort(
    (a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name),
  );
}
