import { CustomErrorBase, ServiceUnavailableError } from '@backstage/errors';

/** One person has too many streams open, usually by too many tabs. Answered with status 429. */
export class TooManyStreamsError extends CustomErrorBase {
  name = 'TooManyStreamsError' as const;
  readonly statusCode = 429;
}

/** Counts open streams, in all and by reader. */
export class StreamLimits {
  readonly #total: number;
  readonly #perReader: number;
  readonly #open = new Map<string, number>();

  constructor(options: { total: number; perReader: number }) {
    this.#total = options.total;
    this.#perReader = options.perReader;
  }

  /** Takes a place for a reader; returns the function that gives it back. Throws when there is none. */
  enter(reader: string): () => void {
    const own = this.#open.get(reader) ?? 0;
    if (own >= this.#perReader) {
      throw new TooManyStreamsError(
        `You have ${own} streams open, which is as many as there may be; close a tab`,
      );
    }
    const all = [...this.#open.values()].reduce((sum, count) => sum + count, 0);
    if (all >= this.#total) {
      throw new ServiceUnavailableError(
        'This portal has as many open streams as it can serve',
      );
    }
    this.#open.set(reader, own + 1);
    let left = false;
    return () => {
      if (left) {
        return;
      }
      left = true;
      const rest = (this.#open.get(reader) ?? 1) - 1;
      if (rest > 0) {
        this.#open.set(reader, rest);
      } else {
        this.#open.delete(reader);
      }
    };
  }
}
