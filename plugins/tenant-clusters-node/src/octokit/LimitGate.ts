/** Milliseconds that a request waits for others' limit at most; what lasts longer is for the caller to hear of. */
const LONGEST_WAIT = 90_000;

/**
 * Keeps requests back while GitHub asks for a pause. A refusal names its wait to one request only; without this the others would
 * go on asking, which is what GitHub's secondary limit punishes.
 */
export class LimitGate {
  /** When each client's pause ends, in milliseconds since 1970. */
  readonly #closedUntil = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** A `fetch` that waits for the pause of its client, and begins one when the answer asks for it. */
  fetchFor(client: string): typeof fetch {
    return async (input, init) => {
      await this.#pass(client, init?.signal ?? undefined);
      const response = await globalThis.fetch(input, init);
      const pause = this.#pauseOf(response);
      if (pause !== undefined) {
        const known = this.#closedUntil.get(client) ?? 0;
        this.#closedUntil.set(client, Math.max(known, this.#now() + pause));
      }
      return response;
    };
  }

  async #pass(client: string, signal: AbortSignal | undefined): Promise<void> {
    const end = this.#now() + LONGEST_WAIT;
    for (;;) {
      const left = (this.#closedUntil.get(client) ?? 0) - this.#now();
      if (left <= 0) {
        this.#closedUntil.delete(client);
        return;
      }
      if (this.#now() + left > end) {
        return;
      }
      await new Promise<void>(resolve => {
        setTimeout(resolve, left);
      });
      signal?.throwIfAborted();
    }
  }

  /** Milliseconds that an answer asks to wait: `Retry-After` of a secondary limit, the reset of a primary one that is used up. */
  #pauseOf({ status, headers }: Response): number | undefined {
    if (status !== 403 && status !== 429) {
      return undefined;
    }
    const seconds = Number(headers.get('retry-after'));
    if (seconds > 0) {
      return seconds * 1000;
    }
    return headers.get('x-ratelimit-remaining') === '0'
      ? Math.max(
          0,
          Number(headers.get('x-ratelimit-reset')) * 1000 - this.#now(),
        )
      : undefined;
  }
}
