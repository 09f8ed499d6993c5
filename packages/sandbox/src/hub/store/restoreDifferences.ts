import { StoredChange } from './EventWindow';
import { TableEntry } from './ObjectTable';

/** The whole state of a store at one moment. */
export interface HubBackup {
  resourceVersion: number;
  entries: TableEntry[];
}

/** What has to change, deletions first, for `current` to become the backup. Objects of one uid and version are the same. */
export function restoreDifferences(
  current: TableEntry[],
  backup: HubBackup,
): StoredChange[] {
  const { resourceVersion } = backup;
  const now = new Map(
    current.map(entry => [entry.object.metadata.uid!, entry]),
  );
  const then = new Set(backup.entries.map(entry => entry.object.metadata.uid!));
  const gone = current
    .filter(entry => !then.has(entry.object.metadata.uid!))
    .map(
      ({ key, object }): StoredChange => ({
        type: 'DELETED',
        key,
        object,
        previous: object,
        resourceVersion,
      }),
    );
  const back = backup.entries.flatMap(({ key, object }): StoredChange[] => {
    const previous = now.get(object.metadata.uid!)?.object;
    if (!previous) {
      return [{ type: 'ADDED', key, object, resourceVersion }];
    }
    return previous === object
      ? []
      : [{ type: 'MODIFIED', key, object, previous, resourceVersion }];
  });
  return [...gone, ...back];
}
