import { WatchEvent } from './types';

/** A committed change with what a watch needs to find it again. */
export interface StoredChange extends WatchEvent {
  /** `<group>/<plural>`. */
  key: string;
  resourceVersion: number;
}

/** The last changes, so that a watch can resume; older ones are gone, as etcd compacts its history. */
export class EventWindow {
  readonly #limit: number;
  #changes: StoredChange[] = [];
  #start: number;

  /**
   * @param limit - how many changes are kept at least; twice as many at most
   * @param resourceVersion - of the store as it is now: nothing before it can be resumed
   */
  constructor(limit: number, resourceVersion: number) {
    this.#limit = limit;
    this.#start = resourceVersion;
  }

  /** The oldest resourceVersion from which a watch can resume without a gap. */
  get start(): number {
    return this.#start;
  }

  push(change: StoredChange): void {
    this.#changes.push(change);
    if (this.#changes.length >= this.#limit * 2) {
      const dropped = this.#changes.length - this.#limit;
      this.#start = this.#changes[dropped - 1].resourceVersion;
      this.#changes = this.#changes.slice(dropped);
    }
  }

  /** Forgets everything, as a compaction at `resourceVersion` does. */
  reset(resourceVersion: number): void {
    this.#changes = [];
    this.#start = resourceVersion;
  }

  /** The changes after `resourceVersion` in order, or undefined when some of them are no longer known. */
  since(resourceVersion: number): StoredChange[] | undefined {
    if (resourceVersion < this.#start) {
      return undefined;
    }
    let low = 0;
    let high = this.#changes.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#changes[middle].resourceVersion > resourceVersion) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return this.#changes.slice(low);
  }
}
