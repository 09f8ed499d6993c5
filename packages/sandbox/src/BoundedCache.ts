/** A map that forgets its oldest entry when it is full. For answers that never change, such as those about a pair of commits. */
export class BoundedCache<T> {
  readonly #entries = new Map<string, T>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): T | undefined {
    return this.#entries.get(key);
  }

  set(key: string, value: T): void {
    if (this.#entries.size >= this.#limit) {
      const [oldest] = this.#entries.keys();
      this.#entries.delete(oldest);
    }
    this.#entries.set(key, value);
  }

  /** Asks once for each key; a failure is not kept. */
  getOrSet<R>(
    this: BoundedCache<Promise<R>>,
    key: string,
    make: () => Promise<R>,
  ): Promise<R> {
    const known = this.get(key);
    if (known) return known;
    const made = make();
    this.set(key, made);
    made.catch(() => this.#entries.delete(key));
    return made;
  }
}
