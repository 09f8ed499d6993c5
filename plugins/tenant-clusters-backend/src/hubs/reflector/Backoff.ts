/** Exponential backoff with full jitter (aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter). */
export class Backoff {
  readonly #initial: number;
  readonly #cap: number;
  readonly #random: () => number;
  #failures = 0;

  constructor(options: {
    /** Milliseconds. */
    initial: number;
    cap: number;
    random?: () => number;
  }) {
    this.#initial = options.initial;
    this.#cap = options.cap;
    this.#random = options.random ?? Math.random;
  }

  /** Milliseconds to wait after one more failure. */
  next(): number {
    const bound = Math.min(this.#cap, this.#initial * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 30);
    return this.#random() * bound;
  }

  reset(): void {
    this.#failures = 0;
  }
}
