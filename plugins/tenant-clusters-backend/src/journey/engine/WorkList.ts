/** How each view on the list is computed. */
export interface Work {
  /** Its subject may be another one; where it is not, nothing is computed. */
  check(key: string): void;
  /** It is computed anew, whatever its subject is. */
  renew(key: string): void;
  /** Nothing of it changed but how its resources are shown. */
  showTree(key: string): void;
}

/** The views that are to be computed, by their keys, and how. */
export class WorkList {
  readonly #unchecked = new Set<string>();
  readonly #stale = new Set<string>();
  readonly #trees = new Set<string>();

  check(key: string): void {
    this.#unchecked.add(key);
  }

  renew(key: string): void {
    this.#stale.add(key);
  }

  showTree(key: string): void {
    this.#trees.add(key);
  }

  /** Takes a view off that is computed for another reason; returns whether it was to be renewed. */
  renewed(key: string): boolean {
    return this.#stale.delete(key);
  }

  get hasStale(): boolean {
    return this.#stale.size > 0;
  }

  /**
   * Computes one view after the other until a moment; what is computed may call for more.
   *
   * @param until - as `performance.now()` gives it
   * @returns whether nothing is left
   */
  run(until: number, work: Work): boolean {
    while (!this.#isDone()) {
      const isOver =
        takeEach(this.#unchecked, until, key => work.check(key)) ||
        takeEach(this.#stale, until, key => work.renew(key)) ||
        takeEach(this.#trees, until, key => work.showTree(key));
      if (isOver) {
        return this.#isDone();
      }
    }
    return true;
  }

  #isDone(): boolean {
    return (
      this.#stale.size === 0 &&
      this.#unchecked.size === 0 &&
      this.#trees.size === 0
    );
  }
}

/** Takes keys out of a set one by one; returns whether the time is over. */
function takeEach(
  keys: Set<string>,
  until: number,
  compute: (key: string) => void,
): boolean {
  for (const key of keys) {
    keys.delete(key);
    compute(key);
    if (performance.now() >= until) {
      return true;
    }
  }
  return false;
}
