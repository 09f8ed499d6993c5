import { compareKeys, type SortKey } from './Cursor';

interface Order<T> {
  items: T[];
  added: Set<T>;
  deleted: Set<T>;
}

/**
 * Items that are kept sorted in every order that was ever asked for. What came and went since the last time is merged in:
 * a page costs no sorting of all of them.
 */
export class OrderedItems<T extends object> {
  readonly #keyOf: (item: T, by: string) => SortKey;
  readonly #items = new Set<T>();
  readonly #orders = new Map<string, Order<T>>();
  readonly #keys = new WeakMap<T, Map<string, SortKey>>();

  /** @param keyOf - key of an item in an order; no two items of an order have the same */
  constructor(keyOf: (item: T, by: string) => SortKey) {
    this.#keyOf = keyOf;
  }

  get size(): number {
    return this.#items.size;
  }

  add(item: T): void {
    this.#items.add(item);
    for (const order of this.#orders.values()) {
      order.added.add(item);
    }
  }

  delete(item: T): void {
    if (this.#items.delete(item)) {
      for (const order of this.#orders.values()) {
        if (!order.added.delete(item)) {
          order.deleted.add(item);
        }
      }
    }
  }

  key(item: T, by: string): SortKey {
    let keys = this.#keys.get(item);
    if (!keys) {
      keys = new Map();
      this.#keys.set(item, keys);
    }
    let key = keys.get(by);
    if (!key) {
      key = this.#keyOf(item, by);
      keys.set(by, key);
    }
    return key;
  }

  /** All items, ascending. The array is shared and must not be changed. */
  sorted(by: string): T[] {
    const order = this.#orders.get(by);
    if (!order) {
      const items = [...this.#items].sort(this.#comparing(by));
      this.#orders.set(by, { items, added: new Set(), deleted: new Set() });
      return items;
    }
    if (order.added.size > 0 || order.deleted.size > 0) {
      const kept =
        order.deleted.size > 0
          ? order.items.filter(item => !order.deleted.has(item))
          : order.items;
      order.items = this.#merge(kept, [...order.added], by);
      order.added.clear();
      order.deleted.clear();
    }
    return order.items;
  }

  #comparing(by: string) {
    return (left: T, right: T) =>
      compareKeys(this.key(left, by), this.key(right, by));
  }

  #merge(kept: T[], added: T[], by: string): T[] {
    if (added.length === 0) {
      return kept;
    }
    const compare = this.#comparing(by);
    added.sort(compare);
    const merged: T[] = [];
    let next = 0;
    for (const item of kept) {
      while (next < added.length && compare(added[next], item) < 0) {
        merged.push(added[next]);
        next += 1;
      }
      merged.push(item);
    }
    return merged.concat(added.slice(next));
  }
}
