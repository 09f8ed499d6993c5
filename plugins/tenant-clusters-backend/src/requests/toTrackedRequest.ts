import type {
  ClusterRequest,
  Review,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { SPOKEPORT_LABELS } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { CommitFacts } from './BranchReader';
import { readTrailers } from './trailers';
import type { PullRequestFacts } from './PullRequestReader';
import type { ClaimChange, TrackedRequest } from './types';

const REVIEW_STATES: Record<string, Review['state']> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  COMMENTED: 'commented',
  DISMISSED: 'dismissed',
};

/** GitHub's `mergeable_state`: https://docs.github.com/en/graphql/reference/enums#mergestatestatus */
const MERGEABLE_STATES: Record<string, ClusterRequest['mergeable']> = {
  clean: 'clean',
  has_hooks: 'clean',
  unstable: 'clean',
  behind: 'clean',
  dirty: 'conflicting',
  blocked: 'blocked',
};

/** The last word of each reviewer; a comment does not take an approval back. */
function latestReviews(facts: PullRequestFacts): Review[] {
  const byReviewer = new Map<string, Review>();
  for (const review of facts.reviews) {
    const state = REVIEW_STATES[review.state];
    const by = review.user ?? 'ghost';
    if (state && !(state === 'commented' && byReviewer.has(by))) {
      byReviewer.set(by, { by, state, at: review.submittedAt });
    }
  }
  return [...byReviewer.values()];
}

function statedRequester(changes: ClaimChange[]): string | undefined {
  for (const { manifest } of changes) {
    const metadata = manifest.metadata as
      | { annotations?: Record<string, unknown> }
      | undefined;
    const value = metadata?.annotations?.[SPOKEPORT_LABELS.requestedBy];
    if (typeof value === 'string') {
      return value;
    }
  }
  return undefined;
}

/** Where a request is and what it does, beside what the forge says of it. */
interface Placed {
  hub: string;
  /** `owner/name` as configured. */
  repository: string;
  changes: ClaimChange[];
}

/** Puts what GitHub says about a pull request into the model's words. */
export function toTrackedRequest(
  facts: PullRequestFacts,
  { hub, repository, changes }: Placed,
): TrackedRequest {
  const { pull } = facts;
  const { requester, ...trailers } = readTrailers(pull.body);
  const merged = Boolean(pull.mergedAt);
  const unmerged = pull.open ? 'open' : 'closed';
  const reviews = latestReviews(facts);
  return {
    hub,
    repository,
    origin: 'pull-request',
    number: pull.number,
    url: pull.url,
    title: pull.title,
    state: merged ? 'merged' : unmerged,
    draft: pull.draft,
    author: pull.author,
    requester: requester ?? statedRequester(changes),
    branch: pull.branch,
    base: pull.base,
    headSha: pull.headSha,
    createdAt: pull.createdAt,
    updatedAt: pull.updatedAt,
    mergedAt: pull.mergedAt,
    closedAt: pull.closedAt,
    mergedBy: pull.mergedBy,
    mergeCommit: merged ? pull.mergeCommit : undefined,
    mergeable: MERGEABLE_STATES[pull.mergeableState ?? ''] ?? 'unknown',
    ...(pull.open && pull.autoMerge && { autoMerge: true }),
    ...(merged &&
      !reviews.some(({ state }) => state === 'approved') && {
        mergedUnapproved: true,
      }),
    ...(pull.open &&
      pull.requestedReviewers.length > 0 && {
        requestedReviewers: pull.requestedReviewers,
      }),
    reviews,
    checks: facts.checks,
    trailers,
    changes,
  };
}

/** Puts a direct push into the model's words: a request that nobody reviewed and that was merged as it came. */
export function pushToTrackedRequest(
  commit: CommitFacts,
  { hub, repository, changes, branch }: Placed & { branch: string },
): TrackedRequest {
  const { requester, ...trailers } = readTrailers(commit.message);
  const { sha, committedAt } = commit;
  return {
    hub,
    repository,
    origin: 'push',
    commit: sha,
    url: commit.url,
    title: commit.message.split('\n', 1)[0],
    state: 'merged',
    draft: false,
    author: commit.author,
    requester: requester ?? statedRequester(changes),
    base: branch,
    headSha: sha,
    createdAt: committedAt,
    updatedAt: committedAt,
    mergedAt: committedAt,
    mergedBy: commit.committer ?? commit.author,
    mergeCommit: sha,
    mergedUnapproved: true,
    reviews: [],
    trailers,
    changes,
  };
}
