import type { IndexedApplication } from '../model/IndexedApplication';
import type { SortKey } from './Cursor';

/** How Applications can be sorted. */
export type ApplicationSort =
  | 'attention'
  | 'name'
  | 'project'
  | 'cluster'
  | 'sync'
  | 'health';

const BAD_HEALTH: Record<IndexedApplication['health'], number> = {
  Degraded: 0,
  Missing: 0,
  Unknown: 1,
  Progressing: 2,
  Suspended: 3,
  Healthy: 5,
};

/** Who needs a person first; an Application that is healthy and not in sync comes before one that rests. */
function attention({ object, health, sync }: IndexedApplication): number {
  const failed = ['Failed', 'Error'].includes(object.operation?.phase ?? '');
  const own = failed ? 0 : BAD_HEALTH[health];
  return sync === 'Synced' ? own : Math.min(own, sync === 'Unknown' ? 1 : 4);
}

/** Sort key of an Application, ending with its address, which no other has. */
export function applicationSortKey(
  application: IndexedApplication,
  sort: ApplicationSort,
): SortKey {
  const { object, key, sync, health } = application;
  switch (sort) {
    case 'name':
      return [object.name, key];
    case 'project':
      return [application.project, object.name, key];
    case 'cluster':
      return [application.destinations[0] ?? '', object.name, key];
    case 'sync':
      return [sync, object.name, key];
    case 'health':
      return [health, object.name, key];
    default:
      return [attention(application), object.name, key];
  }
}
