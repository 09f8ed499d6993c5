import { HubError } from './HubError';

/** Aborts an attempt when nothing has been heard for too long. Hearing something costs one assignment, not a new timer. */
export class SilenceGuard {
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #interval: ReturnType<typeof setInterval>;
  #limit: number;
  #heardAt = performance.now();

  constructor(limit: number, outer: AbortSignal) {
    this.#limit = limit;
    this.signal = AbortSignal.any([outer, this.#controller.signal]);
    this.#interval = setInterval(() => {
      if (performance.now() - this.#heardAt > this.#limit) {
        this.#controller.abort(
          new HubError('silent', 'The hub does not answer any more.'),
        );
      }
    }, Math.max(5, Math.min(limit / 4, 5_000)));
  }

  heard(): void {
    this.#heardAt = performance.now();
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
