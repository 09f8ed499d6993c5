import {
  RepositoryRecord,
  ReviewRecord,
  ReviewState,
} from '../state/ForgeState';
import { Actor } from './access';
import { ApiError } from './ApiError';
import { mergeWhatIsReady } from './autoMerge';
import { emitReviewEvent } from './events';
import { ForgeCore, own, PullIssue } from './ForgeCore';

export type ReviewEvent = 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT';

const STATES: Record<ReviewEvent, ReviewState> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
};

function refuse(message: string): ApiError {
  return new ApiError(422, 'Unprocessable Entity', [message]);
}

export function isReviewEvent(event: unknown): event is ReviewEvent {
  return typeof event === 'string' && Object.keys(STATES).includes(event);
}

/** Adds a review; without an event it stays pending. The refusals are GitHub's. */
export async function addReview(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  pull: PullIssue,
  options: {
    event?: ReviewEvent;
    body?: string;
    commitId?: string;
    at?: Date;
  },
): Promise<ReviewRecord> {
  const { event, body = '', commitId, at } = options;
  const review: ReviewRecord = {
    id: core.store.nextId(),
    user: actor.account.login,
    body,
    state: 'PENDING',
    commitId: commitId ?? pull.pull.head.sha,
    submittedAt: core.now(at),
  };
  if (event) refuseReview(actor, pull, event, body);
  pull.pull.reviews.push(review);
  core.store.touch();
  if (event) await submit(core, repository, actor, pull, review, event, at);
  return review;
}

/** Submits a pending review of the actor's own. */
export async function submitReview(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  pull: PullIssue,
  review: ReviewRecord,
  event: ReviewEvent,
  body?: string,
): Promise<void> {
  if (review.state !== 'PENDING') {
    throw refuse('Can not submit a review that is not pending');
  }
  review.body = body ?? review.body;
  refuseReview(actor, pull, event, review.body);
  await submit(core, repository, actor, pull, review, event);
}

function refuseReview(
  actor: Actor,
  pull: PullIssue,
  event: ReviewEvent,
  body: string,
): void {
  const mine = pull.user.toLowerCase() === actor.account.login.toLowerCase();
  if (mine && event === 'APPROVE') {
    throw refuse('Can not approve your own pull request');
  }
  if (mine && event === 'REQUEST_CHANGES') {
    throw refuse('Can not request changes on your own pull request');
  }
  if (event !== 'APPROVE' && body.trim() === '') {
    throw refuse('Body is required to request changes or to comment');
  }
}

async function submit(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  pull: PullIssue,
  review: ReviewRecord,
  event: ReviewEvent,
  at?: Date,
): Promise<void> {
  const login = actor.account.login.toLowerCase();
  review.state = STATES[event];
  review.submittedAt = core.now(at);
  pull.updatedAt = review.submittedAt;
  pull.pull.requestedReviewers = pull.pull.requestedReviewers.filter(
    requested => requested.toLowerCase() !== login,
  );
  const teams = core.account(repository.owner)?.teams ?? {};
  pull.pull.requestedTeams = pull.pull.requestedTeams.filter(
    slug => !own(teams, slug)?.members.includes(login),
  );
  core.store.touch();
  await emitReviewEvent(core, repository, actor, pull, review, 'submitted');
  mergeWhatIsReady(core, repository);
}

export async function dismissReview(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  pull: PullIssue,
  review: ReviewRecord,
): Promise<void> {
  if (review.state !== 'APPROVED' && review.state !== 'CHANGES_REQUESTED') {
    throw refuse(
      'Can not dismiss a review that is neither approving nor requesting changes',
    );
  }
  review.state = 'DISMISSED';
  pull.updatedAt = core.now();
  core.store.touch();
  await emitReviewEvent(core, repository, actor, pull, review, 'dismissed');
}
