/** A refusal that an operator or a test asked the forge to give. */
export interface ForcedLimit {
  status: 403 | 429;
  /** Seconds. */
  retryAfter: number;
  /** How many requests are refused before the forge answers again. */
  count: number;
  /** `primary`: the hourly limit is used up; `secondary`: GitHub's protection against bursts. */
  kind: 'primary' | 'secondary';
}

const LIMIT = 5000;
const ANONYMOUS_LIMIT = 60;
/** Refusals for visitors would only hinder a sandbox that many local processes share, so theirs is counted, not enforced. */
const HOUR_MS = 3_600_000;

interface Window {
  used: number;
  resetAt: number;
}

/** Counts requests per token and hour, like GitHub's primary limit, and plays refusals on request. */
export class RateLimiter {
  readonly #clock: () => Date;
  readonly #windows = new Map<string, Window>();
  #forced: ForcedLimit | undefined;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  force(limit: ForcedLimit | undefined): void {
    this.#forced = limit && { ...limit };
  }

  /** The refusal that the next request gets, if one was asked for; each call uses one up. */
  takeForced(): ForcedLimit | undefined {
    const forced = this.#forced;
    if (!forced) return undefined;
    forced.count -= 1;
    if (forced.count <= 0) this.#forced = undefined;
    return { ...forced };
  }

  count(key: string | undefined): void {
    this.#window(key).used += 1;
  }

  /** Values of GitHub's `X-RateLimit-*` headers; `reset` in seconds since 1970. */
  read(key: string | undefined) {
    const window = this.#window(key);
    const limit = key === undefined ? ANONYMOUS_LIMIT : LIMIT;
    return {
      limit,
      used: window.used,
      remaining: Math.max(0, limit - window.used),
      reset: Math.ceil(window.resetAt / 1000),
    };
  }

  /** Whether the hour's requests of a token are used up. */
  exhausted(key: string | undefined): boolean {
    return key !== undefined && this.#window(key).used >= LIMIT;
  }

  #window(key = ''): Window {
    const now = this.#clock().getTime();
    const known = this.#windows.get(key);
    if (known && known.resetAt > now) return known;
    const window = { used: 0, resetAt: now + HOUR_MS };
    this.#windows.set(key, window);
    return window;
  }
}
