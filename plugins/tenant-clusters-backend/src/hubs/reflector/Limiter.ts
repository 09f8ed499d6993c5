/** Lets so many do something at a time; the others wait in line. */
export class Limiter {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(limit: number) {
    this.#free = limit;
  }

  /**
   * Takes a place.
   *
   * @returns the function that gives it back; calling it again does nothing
   * @throws the signal's reason when it aborts before there is a place
   */
  async acquire(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
    } else {
      await this.#wait(signal);
    }
    let held = true;
    return () => {
      if (held) {
        held = false;
        this.#release();
      }
    };
  }

  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const place = () => {
        if (signal.aborted) {
          this.#waiting.splice(this.#waiting.indexOf(place), 1);
          reject(signal.reason);
        } else {
          resolve();
        }
        signal.removeEventListener('abort', place);
      };
      this.#waiting.push(place);
      signal.addEventListener('abort', place);
    });
  }

  #release(): void {
    const next = this.#waiting.shift();
    if (next) {
      next();
    } else {
      this.#free += 1;
    }
  }
}
