/** How long a view that was computed is left alone by further changes of objects, milliseconds. */
const REST_MS = 1_000;

/**
 * Spreads the work that steady change makes: the first change of a cluster is computed with the next turn, and what follows at
 * once waits a moment and is computed together. Times are as `performance.now()` gives them.
 */
export class Rests {
  /** In the order of their times. */
  readonly #computedAt = new Map<string, number>();
  readonly #waiting = new Set<string>();

  /** Takes in that a view was computed. */
  begin(key: string): void {
    this.#waiting.delete(key);
    this.#computedAt.delete(key);
    this.#computedAt.set(key, performance.now());
  }

  /** Has a changed view wait for the end of its rest; returns whether it rests. */
  keep(key: string): boolean {
    const computedAt = this.#computedAt.get(key) ?? -Infinity;
    const isResting = performance.now() - computedAt < REST_MS;
    if (isResting) {
      this.#waiting.add(key);
    }
    return isResting;
  }

  /** Whether a view is to be computed at the end of its rest. */
  waits(key: string): boolean {
    return this.#waiting.has(key);
  }

  get isWaited(): boolean {
    return this.#waiting.size > 0;
  }

  /** Ends all rests: whoever asks for what is current wants the next change at once as well. */
  clear(): void {
    this.#computedAt.clear();
    this.#waiting.clear();
  }

  /** Takes out what waits for nothing any more; all that waits where it is asked for. */
  take(all: boolean): string[] {
    const before = all ? Infinity : performance.now() - REST_MS;
    const taken: string[] = [];
    for (const [key, computedAt] of this.#computedAt) {
      if (computedAt > before) {
        break;
      }
      this.#computedAt.delete(key);
      if (this.#waiting.delete(key)) {
        taken.push(key);
      }
    }
    return taken;
  }
}
