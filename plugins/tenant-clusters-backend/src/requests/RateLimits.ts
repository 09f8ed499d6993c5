import type { RateLimitState } from './types';

/** Part of each hour's calls that reading leaves to people: the token that polls is the one that opens their requests. */
const RESERVE = 0.02;
/** GitHub's advice where it asks to slow down without naming a time. */
const DEFAULT_PAUSE_MS = 60_000;

type Headers = Record<string, string | number | undefined>;

/** The error of a call that was not made, because GitHub asked to wait. */
export class LimitReachedError extends Error {
  override readonly name = 'LimitReachedError';
}

/**
 * What GitHub says about its limits, taken from the headers of every answer
 * (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api): the hourly (primary) limit and when it is
 * filled again, and the wait that a secondary limit asks for.
 */
export class RateLimits {
  readonly #now: () => number;
  #state: RateLimitState | undefined;
  #pausedUntil = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  get state(): RateLimitState | undefined {
    return this.#state;
  }

  /** Milliseconds since 1970 before which nothing is to be asked; undefined when nothing stands against it. */
  get pausedUntil(): number | undefined {
    return this.#pausedUntil > this.#now() ? this.#pausedUntil : undefined;
  }

  /** Takes in the headers of an answer, a refusal's too. */
  note(headers: Headers): void {
    const limit = Number(headers['x-ratelimit-limit']);
    const remaining = Number(headers['x-ratelimit-remaining']);
    const reset = Number(headers['x-ratelimit-reset']) * 1000;
    if (!(limit > 0) || !(remaining >= 0) || !Number.isFinite(reset)) {
      return;
    }
    this.#state = { limit, remaining, resetAt: new Date(reset).toISOString() };
    if (remaining <= limit * RESERVE) {
      this.#pausedUntil = Math.max(this.#pausedUntil, reset);
    }
  }

  /** Takes in a refusal, and tells whether it was one for asking too often. */
  refused(error: unknown): boolean {
    const { status, message, response } = error as {
      status?: number;
      message?: string;
      response?: { headers?: Headers };
    };
    if (status !== 403 && status !== 429) {
      return false;
    }
    const headers = response?.headers ?? {};
    this.note(headers);
    const seconds = Number(headers['retry-after']);
    const named = seconds > 0 ? seconds * 1000 : undefined;
    const used = headers['x-ratelimit-remaining'];
    const limited =
      status === 429 ||
      named !== undefined ||
      (used !== undefined && Number(used) === 0) ||
      /rate limit/i.test(message ?? '');
    if (limited) {
      const wait = this.pausedUntil ? 0 : DEFAULT_PAUSE_MS;
      this.#pausedUntil = Math.max(
        this.#pausedUntil,
        this.#now() + (named ?? wait),
      );
    }
    return limited;
  }

  /** @throws LimitReachedError while nothing is to be asked */
  require(): void {
    if (this.pausedUntil !== undefined) {
      throw new LimitReachedError('GitHub asked to wait');
    }
  }
}
