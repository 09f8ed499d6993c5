import { readdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { TableEntry } from './ObjectTable';
import { LogLine } from './StoreLog';

/** The state that a directory holds. */
export interface LoadedState {
  resourceVersion: number;
  entries: TableEntry[];
  /** The number of the log to go on with. */
  index: number;
  /** How many changes are logged since the last snapshot. */
  changes: number;
}

type Line = Record<string, unknown>;

class Loading {
  readonly objects = new Map<string, TableEntry>();
  resourceVersion = 0;
  changes = 0;

  fromSnapshot(line: Line): void {
    if (typeof line.resourceVersion === 'number') {
      this.resourceVersion = line.resourceVersion;
    } else {
      const entry = line as unknown as TableEntry;
      this.objects.set(entry.object.metadata.uid!, entry);
    }
  }

  fromLog(line: Line): void {
    const change = line as unknown as LogLine;
    this.changes += 1;
    this.resourceVersion = Math.max(this.resourceVersion, change.rv);
    if ('put' in change) {
      this.objects.set(change.put.metadata.uid!, {
        key: change.key,
        object: change.put,
      });
    } else {
      this.objects.delete(change.del);
    }
  }
}

/**
 * Reads the newest whole snapshot and the logs since. A line torn by a kill at the end of the last log is cut off.
 *
 * @throws Error when a file is damaged elsewhere
 */
export async function loadStoreFiles(dir: string): Promise<LoadedState> {
  const names = await readdir(dir);
  const snapshots = indexesOf(names, 'snapshot');
  const first = snapshots.at(-1) ?? 0;
  const logs = indexesOf(names, 'log').filter(index => index >= first);
  const loading = new Loading();
  if (snapshots.length) {
    const path = join(dir, `snapshot-${first}.ndjson`);
    await eachLine(path, false, line => loading.fromSnapshot(line));
  }
  for (const index of logs) {
    const path = join(dir, `log-${index}.ndjson`);
    await eachLine(path, index === logs.at(-1), line => loading.fromLog(line));
  }
  return {
    resourceVersion: loading.resourceVersion,
    entries: [...loading.objects.values()],
    index: logs.at(-1) ?? first,
    changes: loading.changes,
  };
}

function indexesOf(names: string[], kind: 'log' | 'snapshot'): number[] {
  return names
    .flatMap(name => {
      const found = new RegExp(`^${kind}-(\\d+)\\.ndjson$`).exec(name);
      return found ? [Number(found[1])] : [];
    })
    .sort((a, b) => a - b);
}

async function eachLine(
  path: string,
  mayBeTorn: boolean,
  take: (line: Record<string, unknown>) => void,
): Promise<void> {
  const bytes = await readFile(path);
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(10, start);
    const line =
      end < 0 ? undefined : parse(bytes.toString('utf8', start, end));
    if (!line) {
      const last = end < 0 || end === bytes.length - 1;
      if (!mayBeTorn || !last) {
        throw new Error(
          `${path} is damaged at byte ${start}; start with a fresh state`,
        );
      }
      await truncate(path, start);
      return;
    }
    take(line);
    start = end + 1;
  }
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
