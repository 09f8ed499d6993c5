/** After this many failures in a row the pause between two attempts no longer grows. */
const MAX_BACKOFF_STEPS = 4;
/** A webhook that came within this time stands for a way of hearing of changes at once; milliseconds. */
const HINTS_TRUSTED_MS = 3_600_000;
/** Polls are so much rarer while webhooks come: they are the floor then, not the ears. */
const HINTED_FACTOR = 3;
/** Below this part of the hour's calls polls become rarer, so that the rest lasts. */
const SCARCE = 0.2;
const SCARCE_FACTOR = 3;
/** Nothing is waited for longer than this, whatever clock a limit's end was told by; milliseconds. */
const LONGEST_WAIT_MS = 3_700_000;

export interface PollCircumstances {
  /** Milliseconds since 1970. */
  now: number;
  /** Milliseconds between two polls that find nothing special. */
  interval: number;
  /** In a row. */
  failures: number;
  /** When a webhook came last, milliseconds since 1970. */
  hintedAt?: number;
  /** Until when GitHub wishes to be left alone, milliseconds since 1970. */
  pausedUntil?: number;
  rateLimit?: { limit: number; remaining: number };
  /** Something is known to be unfinished: it is looked at again soon. */
  unfinished: boolean;
}

/** Milliseconds to wait before the next poll, without jitter. */
export function nextPollIn(circumstances: PollCircumstances): number {
  const { now, interval, failures, hintedAt, pausedUntil, rateLimit } =
    circumstances;
  if (pausedUntil !== undefined && pausedUntil > now) {
    return Math.min(pausedUntil - now, LONGEST_WAIT_MS);
  }
  if (failures > 0) {
    return interval * 2 ** Math.min(failures, MAX_BACKOFF_STEPS);
  }
  if (circumstances.unfinished) {
    return interval / 10;
  }
  const hinted = hintedAt !== undefined && now - hintedAt < HINTS_TRUSTED_MS;
  const scarce =
    rateLimit !== undefined && rateLimit.remaining < rateLimit.limit * SCARCE;
  return interval * (hinted ? HINTED_FACTOR : 1) * (scarce ? SCARCE_FACTOR : 1);
}
