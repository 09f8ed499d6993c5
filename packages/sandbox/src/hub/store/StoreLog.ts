import { mkdir, open, readdir, rename, rm, FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { loadStoreFiles, LoadedState } from './loadStoreFiles';
import { TableEntry } from './ObjectTable';
import { KubeObject } from './types';

interface StoreLogOptions {
  dir: string;
  flushAfterMs?: number;
  compactAfter?: number;
}

interface Snapshot {
  resourceVersion: number;
  entries: TableEntry[];
}

/** One line of the log: an object as it became, or the uid of one that went. */
export type LogLine =
  | { rv: number; key: string; put: KubeObject }
  | { rv: number; del: string };

// A larger piece would hold up the event loop while it is made into text.
const linesPerWrite = 200;
const retryAfterMs = 1_000;

/**
 * The store on disk: `snapshot-N.ndjson`, and `log-N.ndjson` with the changes since. Changes are gathered and written
 * behind the store's back; a kill loses the last moment at most and never leaves a state that cannot be opened.
 */
export class StoreLog {
  readonly loaded: { resourceVersion: number };
  readonly #dir: string;
  readonly #flushAfterMs: number;
  readonly #compactAfter: number;
  #entries?: TableEntry[];
  #index: number;
  #file: FileHandle;
  #pending: LogLine[] = [];
  #timer?: NodeJS.Timeout;
  #writing?: Promise<void>;
  #sinceSnapshot: number;
  #snapshot?: () => Snapshot;
  #closed = false;

  static async open(options: StoreLogOptions): Promise<StoreLog> {
    await mkdir(options.dir, { recursive: true, mode: 0o700 });
    const state = await loadStoreFiles(options.dir);
    const file = await open(logPath(options.dir, state.index), 'a', 0o600);
    return new StoreLog(options, state, file);
  }

  private constructor(
    options: StoreLogOptions,
    state: LoadedState,
    file: FileHandle,
  ) {
    this.#dir = options.dir;
    this.#flushAfterMs = options.flushAfterMs ?? 50;
    this.#compactAfter = options.compactAfter ?? 50_000;
    this.loaded = { resourceVersion: state.resourceVersion };
    this.#entries = state.entries;
    this.#sinceSnapshot = state.changes;
    this.#index = state.index;
    this.#file = file;
  }

  /** The objects found on disk; once, so that they are not kept twice. */
  takeLoaded(): TableEntry[] {
    const entries = this.#entries ?? [];
    this.#entries = undefined;
    return entries;
  }

  /** Begins to write; `snapshot` gives the whole state when the log has grown too long. */
  start(snapshot: () => Snapshot): void {
    this.#snapshot = snapshot;
    this.#schedule(this.#flushAfterMs);
  }

  put(resourceVersion: number, key: string, object: KubeObject): void {
    this.#add({ rv: resourceVersion, key, put: object });
  }

  remove(resourceVersion: number, uid: string): void {
    this.#add({ rv: resourceVersion, del: uid });
  }

  /** Replaces the log by a snapshot of now. */
  async compact(): Promise<void> {
    if (!this.#snapshot) {
      return;
    }
    const { resourceVersion, entries } = this.#snapshot();
    const index = this.#index + 1;
    const next = await open(logPath(this.#dir, index), 'a', 0o600);
    // Lines still pending are in the snapshot too; written again to the new log they say the same.
    await this.#file.close();
    this.#file = next;
    this.#index = index;
    this.#sinceSnapshot = 0;
    await writeSnapshot(this.#dir, index, resourceVersion, entries);
    await removeOlder(this.#dir, index);
  }

  /** Writes what is pending and closes the files. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#writing;
    await this.#write();
    await this.#file.close();
  }

  #add(line: LogLine): void {
    this.#pending.push(line);
    if (this.#snapshot) {
      this.#schedule(this.#flushAfterMs);
    }
  }

  #schedule(delay: number): void {
    if (!this.#timer && !this.#writing && !this.#closed) {
      this.#timer = setTimeout(() => this.#flush(), delay);
    }
  }

  #flush(): void {
    this.#timer = undefined;
    let delay = this.#flushAfterMs;
    this.#writing = this.#write()
      .catch(error => {
        process.emitWarning(
          `The sandbox hub's state could not be written and will be tried again: ${error.message}`,
        );
        delay = retryAfterMs;
      })
      .finally(() => {
        this.#writing = undefined;
        if (this.#pending.length) {
          this.#schedule(delay);
        }
      });
  }

  async #write(): Promise<void> {
    while (this.#pending.length) {
      const lines = this.#pending.slice(0, linesPerWrite);
      await this.#file.appendFile(
        lines.map(line => `${JSON.stringify(line)}\n`).join(''),
      );
      this.#pending = this.#pending.slice(lines.length);
      this.#sinceSnapshot += lines.length;
    }
    if (this.#sinceSnapshot >= this.#compactAfter && !this.#closed) {
      await this.compact();
    }
  }
}

function logPath(dir: string, index: number): string {
  return join(dir, `log-${index}.ndjson`);
}

// Written under another name first: a snapshot that has its name is whole.
async function writeSnapshot(
  dir: string,
  index: number,
  resourceVersion: number,
  entries: TableEntry[],
): Promise<void> {
  const path = join(dir, `snapshot-${index}.ndjson`);
  const file = await open(`${path}.tmp`, 'w', 0o600);
  try {
    await file.appendFile(`${JSON.stringify({ resourceVersion })}\n`);
    for (let at = 0; at < entries.length; at += linesPerWrite) {
      const part = entries.slice(at, at + linesPerWrite);
      await file.appendFile(
        part.map(entry => `${JSON.stringify(entry)}\n`).join(''),
      );
    }
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.tmp`, path);
}

async function removeOlder(dir: string, index: number): Promise<void> {
  for (const name of await readdir(dir)) {
    const found = /^(?:log|snapshot)-(\d+)\.ndjson(?:\.tmp)?$/.exec(name);
    if (found && Number(found[1]) < index) {
      await rm(join(dir, name), { force: true });
    }
  }
}
