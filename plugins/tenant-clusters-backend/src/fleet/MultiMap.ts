/** Beyond this a set is quicker to take something out of; below it an array is smaller. */
const LARGE = 16;

/** Several values a key; the same value twice is one. Most owners, servers and labels have few, some have thousands. */
export class MultiMap<K, V> {
  readonly #entries = new Map<K, V[] | Set<V>>();

  add(key: K, value: V): void {
    const values = this.#entries.get(key);
    if (values === undefined) {
      this.#entries.set(key, [value]);
    } else if (values instanceof Set) {
      values.add(value);
    } else if (!values.includes(value)) {
      values.push(value);
      if (values.length > LARGE) {
        this.#entries.set(key, new Set(values));
      }
    }
  }

  delete(key: K, value: V): void {
    const values = this.#entries.get(key);
    if (values instanceof Set) {
      values.delete(value);
      if (values.size === 0) {
        this.#entries.delete(key);
      }
      return;
    }
    const index = values?.indexOf(value) ?? -1;
    if (values && index >= 0) {
      values.splice(index, 1);
      if (values.length === 0) {
        this.#entries.delete(key);
      }
    }
  }

  /** The values in the order they were added; a copy. */
  get(key: K): V[] {
    return Array.from(this.#entries.get(key) ?? []);
  }
}
