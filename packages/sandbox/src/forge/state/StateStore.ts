import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { ForgeState } from './ForgeState';

/**
 * The forge's state in memory, written as one JSON file. Writes go to a temporary file that then takes the place of the
 * old one, so that a crash leaves either the old state or the new one, never half a file. Many changes made while a
 * write is under way share the next write.
 */
export class StateStore {
  readonly state: ForgeState;
  readonly #path: string;
  #dirty = false;
  #writing: Promise<void> | undefined;

  private constructor(path: string, state: ForgeState) {
    this.#path = path;
    this.state = state;
  }

  /** Loads the state of `directory`, or starts an empty one there. */
  static async open(directory: string): Promise<StateStore> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const path = join(directory, 'forge.json');
    const text = await readFile(path, 'utf8').catch(error => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) {
      const store = new StateStore(path, emptyState());
      store.touch();
      return store;
    }
    const state = JSON.parse(text) as ForgeState;
    if (state.version !== 1) {
      throw new Error(
        `The forge's state in ${path} has version ${state.version}; this forge reads version 1`,
      );
    }
    return new StateStore(path, state);
  }

  nextId(): number {
    const id = this.state.nextId;
    this.state.nextId += 1;
    this.touch();
    return id;
  }

  /** Says that the state changed; it is on disk once `flush` has resolved. */
  touch(): void {
    this.#dirty = true;
    if (this.#writing) return;
    this.#writing = this.#write().finally(() => {
      this.#writing = undefined;
      if (this.#dirty) this.touch();
    });
    // The error reaches whoever flushes; without one, an unhandled rejection would end the process.
    this.#writing.catch(() => {});
  }

  async flush(): Promise<void> {
    while (this.#writing || this.#dirty) {
      if (!this.#writing) this.touch();
      await this.#writing;
    }
  }

  async #write(): Promise<void> {
    // Changes of one turn of the event loop, and of a burst of seeding, go out together.
    await new Promise(resolve => setImmediate(resolve));
    this.#dirty = false;
    const text = JSON.stringify(this.state);
    const temporary = `${this.#path}.${process.pid}.tmp`;
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(text);
    } finally {
      await file.close();
    }
    await rename(temporary, this.#path);
  }
}

function emptyState(): ForgeState {
  return {
    version: 1,
    nextId: 1001,
    secret: randomBytes(32).toString('hex'),
    accounts: {},
    tokens: {},
    repositories: {},
  };
}
