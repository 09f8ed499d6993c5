/** Beyond this a set is quicker to take something out of; below it an array is smaller. */
const LARGE = 256;
/** Up to here arrays have just the room that they need; larger ones grow as arrays do, in steps. */
const SMALL = 16;

/**
 * Several values a key; the same value twice is one. Most owners, servers and labels have one or few, some have thousands:
 * one value is kept as it is, few in an array, many in a set.
 */
export class MultiMap<K, V extends object> {
  readonly #entries = new Map<K, V | V[] | Set<V>>();

  add(key: K, value: V): void {
    const known = this.#entries.get(key);
    if (known === undefined) {
      this.#entries.set(key, value);
    } else if (known instanceof Set) {
      known.add(value);
    } else if (!Array.isArray(known)) {
      if (known !== value) {
        this.#entries.set(key, [known, value]);
      }
    } else if (!known.includes(value)) {
      this.#append(key, known, value);
    }
  }

  delete(key: K, value: V): void {
    const known = this.#entries.get(key);
    if (known === value) {
      this.#entries.delete(key);
    } else if (known instanceof Set) {
      known.delete(value);
      if (known.size === 0) {
        this.#entries.delete(key);
      }
    } else if (Array.isArray(known)) {
      const rest = known.filter(other => other !== value);
      this.#entries.set(key, rest.length === 1 ? rest[0] : rest);
    }
  }

  /** Puts a value in the place of another one. Nothing is done where that other one is not there. */
  replace(key: K, before: V, after: V): void {
    const known = this.#entries.get(key);
    if (known === before) {
      this.#entries.set(key, after);
    } else if (known instanceof Set) {
      if (known.delete(before)) {
        known.add(after);
      }
    } else if (Array.isArray(known)) {
      const index = known.indexOf(before);
      if (index >= 0) {
        known[index] = after;
      }
    }
  }

  /** The values in the order they were added; a copy. */
  get(key: K): V[] {
    const known = this.#entries.get(key);
    if (known === undefined) {
      return [];
    }
    return known instanceof Set || Array.isArray(known)
      ? Array.from(known)
      : [known];
  }

  #append(key: K, known: V[], value: V): void {
    if (known.length >= LARGE) {
      this.#entries.set(key, new Set(known).add(value));
    } else if (known.length >= SMALL) {
      known.push(value);
    } else {
      this.#entries.set(key, [...known, value]);
    }
  }
}
