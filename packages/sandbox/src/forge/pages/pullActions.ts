import { ZERO_SHA } from '../git/objects';
import { RepositoryRecord } from '../state/ForgeState';
import { Actor, requireRepository } from '../core/access';
import { forbidden, invalid, notFound } from '../core/ApiError';
import { changeRef } from '../core/changeRef';
import { addComment } from '../core/comments';
import { ForgeCore, PullIssue } from '../core/ForgeCore';
import { MergeMethod, mergePull } from '../core/mergePullRequest';
import { editPull, setDraft } from '../core/pullRequests';
import { addReview, isReviewEvent } from '../core/reviews';
import { covers, permissionOf } from '../core/access';

interface Request {
  core: ForgeCore;
  repository: RepositoryRecord;
  actor: Actor;
  pull: PullIssue;
  field: (name: string) => string;
}

type Action = (request: Request) => Promise<unknown>;

function requirePermission(
  { core, repository, actor }: Request,
  needed: 'push' | 'triage',
) {
  requireRepository(core, actor, repository.owner, repository.name, needed);
}

function requireEditor(request: Request): void {
  const { core, repository, actor, pull } = request;
  const mine = pull.user.toLowerCase() === actor.account.login.toLowerCase();
  if (
    !mine &&
    !covers(permissionOf(core, repository, actor.account), 'triage')
  ) {
    throw forbidden(
      'Only its author, or people with write access, can do this',
    );
  }
}

async function review(request: Request): Promise<void> {
  const { core, repository, actor, pull, field } = request;
  const event = field('event');
  const body = field('body');
  if (!isReviewEvent(event)) throw notFound();
  if (event === 'COMMENT') {
    if (body.trim() === '') throw invalid('Write something to comment');
    await addComment(core, repository, actor, pull, body);
    return;
  }
  await addReview(core, repository, actor, pull, { event, body });
}

async function merge(request: Request): Promise<void> {
  const { core, repository, actor, pull, field } = request;
  requirePermission(request, 'push');
  const method = field('method') || 'merge';
  if (!['merge', 'squash', 'rebase'].includes(method)) throw notFound();
  await mergePull(core, repository, actor, pull, {
    method: method as MergeMethod,
    sha: field('sha') || undefined,
  });
}

async function deleteBranch(request: Request): Promise<void> {
  const { core, repository, actor, pull } = request;
  requirePermission(request, 'push');
  const { ref, sha } = pull.pull.head;
  if (pull.state === 'open' || ref === repository.defaultBranch)
    throw notFound();
  await changeRef(core, repository, actor, {
    ref: `refs/heads/${ref}`,
    before: sha,
    after: ZERO_SHA,
  });
}

async function setState(
  request: Request,
  state: 'open' | 'closed',
): Promise<void> {
  requireEditor(request);
  const { core, repository, actor, pull } = request;
  await editPull(core, repository, actor, pull, { state });
}

/** What the buttons of a pull request's page do, by the last part of the form's address. */
export const pullActions: Record<string, Action> = {
  review,
  merge,
  'delete-branch': deleteBranch,
  close: request => setState(request, 'closed'),
  reopen: request => setState(request, 'open'),
  ready: request => {
    requireEditor(request);
    const { core, repository, actor, pull } = request;
    return setDraft(core, repository, actor, pull, false);
  },
};
