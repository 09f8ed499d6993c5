import { setTimeout as sleep } from 'node:timers/promises';
import type { GitData } from './GitData';
import type { OpenPullRequest } from './types';

/** A run that lives opens its pull request within this time of its commit; milliseconds. */
const LONGEST_WAIT_MS = 5_000;
const POLL_MS = 250;
/** An older commit is what an interrupted run left behind; milliseconds, with room for clocks that differ. */
const IN_FLIGHT_MS = 120_000;

/**
 * The pull request of somebody who made the branch a moment ago and is about to open it: a branch is there before its pull request
 * is. Undefined when none comes, or the commit is older than that.
 *
 * @param options.at - when the branch was committed to, RFC 3339
 */
export async function awaitPullRequest(
  git: GitData,
  options: { branch: string; base: string; at: string | undefined },
): Promise<OpenPullRequest | undefined> {
  const { branch, base, at } = options;
  if (!at || Math.abs(Date.now() - Date.parse(at)) > IN_FLIGHT_MS) {
    return undefined;
  }
  const end = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const found = await git.pullRequests.findOpen(branch, base);
    if (found || Date.now() > end) {
      return found;
    }
    await sleep(POLL_MS);
  }
}
