/**
 * Sums that only grow, of counts that begin anew now and then, as those of a watch do. A count that is lower than last time
 * has begun anew.
 */
export class RunningSums {
  readonly #last = new Map<string, number>();
  readonly #sums = new Map<string, number>();

  /** Takes in a count and returns the sum. */
  take(key: string, count: number): number {
    const last = this.#last.get(key) ?? 0;
    const sum =
      (this.#sums.get(key) ?? 0) + (count >= last ? count - last : count);
    this.#last.set(key, count);
    this.#sums.set(key, sum);
    return sum;
  }
}
