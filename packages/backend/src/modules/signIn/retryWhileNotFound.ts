import { setTimeout } from 'node:timers/promises';
import { isError } from '@backstage/errors';

/**
 * Tries again while the answer is a NotFoundError, as long as patience lasts; any other error ends it at once.
 *
 * @param times - milliseconds
 */
export async function retryWhileNotFound<T>(
  attempt: () => Promise<T>,
  times: { patience: number; interval: number },
): Promise<T> {
  const end = Date.now() + times.patience;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const missing = isError(error) && error.name === 'NotFoundError';
      if (!missing || Date.now() >= end) {
        throw error;
      }
      await setTimeout(times.interval);
    }
  }
}
