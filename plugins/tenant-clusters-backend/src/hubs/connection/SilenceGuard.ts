import { HubError } from './HubError';

/**
 * Aborts an attempt when nothing has been heard for too long. Hearing something costs one assignment, not a new timer. Time in
 * which this process itself had no time does not count: what the hub said may lie unread.
 */
export class SilenceGuard {
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #interval: ReturnType<typeof setInterval>;
  #limit: number;
  /** Milliseconds. */
  #silence = 0;

  constructor(limit: number, outer: AbortSignal) {
    this.#limit = limit;
    this.signal = AbortSignal.any([outer, this.#controller.signal]);
    const period = Math.max(5, Math.min(limit / 4, 5_000));
    let looked = performance.now();
    this.#interval = setInterval(() => {
      const now = performance.now();
      this.#silence += Math.min(now - looked, period * 2);
      looked = now;
      if (this.#silence > this.#limit) {
        this.#controller.abort(
          new HubError('silent', 'The hub does not answer any more.'),
        );
      }
    }, period);
  }

  heard(): void {
    this.#silence = 0;
  }

  /** @param limit - milliseconds */
  allow(limit: number): void {
    this.#limit = limit;
    this.heard();
  }

  stop(): void {
    clearInterval(this.#interval);
  }
}
