import { setTimeout as sleepFor } from 'node:timers/promises';

/**
 * Waits so many milliseconds; ends early, by an error, when the signal says so.
 * @public
 */
export type Sleep = (
  milliseconds: number,
  signal: AbortSignal | undefined,
) => Promise<void>;

export const defaultSleep: Sleep = async (milliseconds, signal) => {
  await sleepFor(milliseconds, undefined, { signal });
};

/**
 * Looks again and again until there is an answer, for a bounded time: a waiting step holds one of the scaffolder's few places.
 *
 * @returns undefined when the time ran out.
 */
export async function poll<T>(options: {
  look: () => Promise<T | undefined>;
  intervalSeconds: number;
  timeoutSeconds: number;
  signal?: AbortSignal;
  sleep?: Sleep;
  /** Milliseconds. */
  now?: () => number;
}): Promise<T | undefined> {
  const { look, intervalSeconds, timeoutSeconds, signal } = options;
  const { sleep = defaultSleep, now = Date.now } = options;
  const end = now() + timeoutSeconds * 1000;
  for (;;) {
    signal?.throwIfAborted();
    const answer = await look();
    const left = end - now();
    if (answer !== undefined || left <= 0) {
      return answer;
    }
    await sleep(Math.min(intervalSeconds * 1000, left), signal);
  }
}
