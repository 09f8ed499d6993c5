import { RepositoryRecord, ReviewRecord } from '../state/ForgeState';
import { covers, permissionOf } from './access';
import { ForgeCore, PullIssue } from './ForgeCore';

/** The standing opinion of each reviewer who may write: comments do not replace it. */
export function standingReviews(
  core: ForgeCore,
  repository: RepositoryRecord,
  pull: PullIssue,
): ReviewRecord[] {
  const latest = new Map<string, ReviewRecord>();
  for (const review of pull.pull.reviews) {
    if (review.state !== 'COMMENTED' && review.state !== 'PENDING') {
      latest.set(review.user.toLowerCase(), review);
    }
  }
  return [...latest.values()].filter(review =>
    covers(permissionOf(core, repository, core.account(review.user)), 'push'),
  );
}
