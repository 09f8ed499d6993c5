interface Entry {
  at: number;
  answer: Promise<unknown>;
}

/** Keeps answers of hubs for seconds, so that many eyes on one object are one request. Failures are not kept. */
export class ReadCache {
  readonly #kept: number;
  readonly #capacity: number;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();

  /** @param options.kept - milliseconds */
  constructor(options: { kept: number; capacity: number; now?: () => number }) {
    this.#kept = options.kept;
    this.#capacity = options.capacity;
    this.#now = options.now ?? Date.now;
  }

  async read<T>(
    key: string,
    ask: () => Promise<T>,
  ): Promise<{ value: T; readAt: string }> {
    const now = this.#now();
    const known = this.#entries.get(key);
    const isFresh = known && now - known.at < this.#kept;
    const entry = isFresh ? known : { at: now, answer: ask() };
    if (!isFresh) {
      this.#keep(key, entry);
      entry.answer.catch(() => {
        if (this.#entries.get(key) === entry) {
          this.#entries.delete(key);
        }
      });
    }
    return {
      value: (await entry.answer) as T,
      readAt: new Date(entry.at).toISOString(),
    };
  }

  #keep(key: string, entry: Entry): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    for (const [old, { at }] of this.#entries) {
      if (entry.at - at < this.#kept && this.#entries.size <= this.#capacity) {
        break;
      }
      this.#entries.delete(old);
    }
  }
}
