const SLICE_MS = 2;

/**
 * Writes to many streams in turn, a few milliseconds at a time: with all of them at one stroke, hundreds of readers would keep
 * every other request waiting.
 */
export class PumpQueue {
  readonly #waiting = new Set<() => void>();
  readonly #slice: number;
  #running = false;

  /** @param options.slice - milliseconds at a stretch */
  constructor(options: { slice?: number } = {}) {
    this.#slice = options.slice ?? SLICE_MS;
  }

  /** Has it called soon, once however often it is added before. It must not throw. */
  add(pump: () => void): void {
    this.#waiting.add(pump);
    if (!this.#running) {
      this.#running = true;
      setImmediate(() => this.#work());
    }
  }

  delete(pump: () => void): void {
    this.#waiting.delete(pump);
  }

  #work(): void {
    const end = performance.now() + this.#slice;
    for (const pump of this.#waiting) {
      this.#waiting.delete(pump);
      pump();
      if (performance.now() >= end) {
        break;
      }
    }
    if (this.#waiting.size > 0) {
      setImmediate(() => this.#work());
    } else {
      this.#running = false;
    }
  }
}
