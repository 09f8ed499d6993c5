import { invalid, notFound, unprocessable } from '../core/ApiError';
import { PullIssue } from '../core/ForgeCore';
import {
  addReview,
  dismissReview,
  isReviewEvent,
  ReviewEvent,
  submitReview,
} from '../core/reviews';
import { presentReview } from '../present/pulls';
import { RepositoryRecord, ReviewRecord } from '../state/ForgeState';
import { ApiContext, Reply, Route } from './ApiContext';
import { Input } from './input';
import { paginate } from './paginate';
import { requirePull } from './pullRoutes';

interface Found {
  repository: RepositoryRecord;
  pull: PullIssue;
  review: ReviewRecord;
}

/** A pending review is only there for who wrote it. */
function isVisible(context: ApiContext, review: ReviewRecord): boolean {
  return (
    review.state !== 'PENDING' || review.user === context.actor?.account.login
  );
}

function requireReview(context: ApiContext, needed: 'pull' | 'push'): Found {
  const repository = context.repository(needed);
  const pull = requirePull(context, repository);
  const review = pull.pull.reviews.find(
    r => String(r.id) === context.param('review'),
  );
  if (!review || !isVisible(context, review)) throw notFound();
  return { repository, pull, review };
}

function readEvent(input: Input): ReviewEvent | undefined {
  const event = input.text('event', 40);
  if (event === undefined) return undefined;
  if (!isReviewEvent(event)) {
    throw invalid({
      resource: 'PullRequestReview',
      field: 'event',
      code: 'invalid',
    });
  }
  return event;
}

async function create(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository();
  const actor = context.requireActor();
  const pull = requirePull(context, repository);
  const input = new Input('PullRequestReview', context.body);
  const review = await addReview(core, repository, actor, pull, {
    event: readEvent(input),
    body: input.text('body'),
    commitId: input.text('commit_id', 40),
  });
  return { body: presentReview(core, repository, pull, review) };
}

async function submit(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const { repository, pull, review } = requireReview(context, 'pull');
  const input = new Input('PullRequestReview', context.body);
  const event = readEvent(input);
  if (!event) throw unprocessable('event is missing');
  await submitReview(
    core,
    repository,
    context.requireActor(),
    pull,
    review,
    event,
    input.text('body'),
  );
  return { body: presentReview(core, repository, pull, review) };
}

async function dismiss(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const { repository, pull, review } = requireReview(context, 'push');
  new Input('PullRequestReview', context.body).requiredText('message');
  await dismissReview(core, repository, context.requireActor(), pull, review);
  return { body: presentReview(core, repository, pull, review) };
}

function remove(context: ApiContext): Reply {
  const { repository, pull, review } = requireReview(context, 'pull');
  if (review.state !== 'PENDING') {
    throw unprocessable('Can not delete a non-pending pull request review');
  }
  const body = presentReview(context.core, repository, pull, review);
  pull.pull.reviews.splice(pull.pull.reviews.indexOf(review), 1);
  context.core.store.touch();
  return { body };
}

const REVIEWS = '/repos/:owner/:repo/pulls/:number/reviews';

export const reviewRoutes: Route[] = [
  [
    'get',
    REVIEWS,
    context => {
      const repository = context.repository();
      const pull = requirePull(context, repository);
      return paginate(
        context,
        pull.pull.reviews.filter(review => isVisible(context, review)),
        review => presentReview(context.core, repository, pull, review),
      );
    },
  ],
  ['post', REVIEWS, create],
  [
    'get',
    `${REVIEWS}/:review`,
    context => {
      const { repository, pull, review } = requireReview(context, 'pull');
      return { body: presentReview(context.core, repository, pull, review) };
    },
  ],
  ['delete', `${REVIEWS}/:review`, remove],
  ['post', `${REVIEWS}/:review/events`, submit],
  ['put', `${REVIEWS}/:review/dismissals`, dismiss],
];
