import { TooManyRequestsError } from './errors';

/** How often one person may do something, in a burst and in the long run. */
export interface RateLimit {
  burst: number;
  perMinute: number;
}

const KEPT_PEOPLE = 10_000;

/** A bucket of tokens a person. In memory: each replica counts for itself, which bounds the load of each. */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #now: () => number;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(limit: RateLimit, now: () => number = Date.now) {
    this.#limit = limit;
    this.#now = now;
  }

  /** @throws TooManyRequestsError */
  take(person: string): void {
    const now = this.#now();
    const { burst, perMinute } = this.#limit;
    const bucket = this.#buckets.get(person) ?? { tokens: burst, at: now };
    const gained = ((now - bucket.at) / 60_000) * perMinute;
    const tokens = Math.min(burst, bucket.tokens + gained);
    if (tokens < 1) {
      const seconds = Math.ceil(((1 - tokens) / perMinute) * 60);
      throw new TooManyRequestsError(
        `That was asked for too often; try again in ${seconds} s`,
      );
    }
    // Set anew, so that the map's order is that of last use.
    this.#buckets.delete(person);
    this.#buckets.set(person, { tokens: tokens - 1, at: now });
    if (this.#buckets.size > KEPT_PEOPLE) {
      this.#buckets.delete(this.#buckets.keys().next().value!);
    }
  }
}
