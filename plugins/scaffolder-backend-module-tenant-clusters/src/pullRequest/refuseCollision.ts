import { ConflictError } from '@backstage/errors';
import { collisions, type NetworkStatement } from './networks';
import type { PullRequestApi } from './PullRequestApi';
import type { OpenPullRequest, StandingPullRequest } from './types';

/**
 * Whoever asks for a name or a block of addresses was told that it is free before there was a pull request: two people who ask at
 * the same moment are both told so. A pull request's number decides between them. Each one reads which others are open in the very
 * call that opens it, so the later one always sees the earlier one: it says so on its page, is closed, and its run fails. One that
 * was open and is given other addresses sees all others, and is left open, since its reviewers know it.
 *
 * @throws ConflictError that names the other one.
 */
export async function refuseCollision(options: {
  pullRequests: PullRequestApi;
  pullRequest: OpenPullRequest;
  networks: NetworkStatement[];
  hub: string | undefined;
  base: string;
  standing: StandingPullRequest[];
  outcome: 'created' | 'updated';
}): Promise<void> {
  const { pullRequests, pullRequest, networks, hub, base, outcome } = options;
  const isNew = outcome === 'created';
  const met = options.standing
    .filter(
      other =>
        other.base === base && (!isNew || other.number < pullRequest.number),
    )
    .map(other => ({ other, reasons: collisions(networks, hub, other) }))
    .filter(({ reasons }) => reasons.length > 0)
    .map(
      ({ other, reasons }) =>
        `${reasons.join(', ')} (pull request #${other.number})`,
    );
  if (met.length === 0) {
    return;
  }
  const what = `This asks for what another open pull request asks for: ${met.join(
    '; ',
  )}.`;
  const next = isNew
    ? 'It was opened later, so it was closed. Choose another name or block and send the form again.'
    : 'It must not be merged as it is. Choose another name or block and send the form again.';
  const { number, url } = pullRequest;
  await pullRequests.comment(number, `${what} ${next}`);
  if (isNew) {
    await pullRequests.close(number);
  }
  throw new ConflictError(`${what} ${next} ${url}`);
}
