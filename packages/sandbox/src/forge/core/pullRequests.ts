import { IssueRecord, RepositoryRecord } from '../state/ForgeState';
import { Actor } from './access';
import { invalid } from './ApiError';
import { endPull } from './endPull';
import { emitPullEvent } from './events';
import { ForgeCore, PullIssue } from './ForgeCore';
import { requestCodeOwners } from './requestCodeOwners';
import { setPullRef } from './syncPullRequests';

export interface NewPullRequest {
  title: string;
  body?: string;
  /** `branch` or `owner:branch`. */
  head: string;
  base: string;
  draft?: boolean;
  at?: Date;
}

const RESOURCE = 'PullRequest';

/**
 * Opens a pull request between two branches of one repository. The caller holds the repository's lock.
 *
 * @throws ApiError 422 with GitHub's reasons.
 */
export async function openPull(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  options: NewPullRequest,
): Promise<PullIssue> {
  const head = await requireHead(core, repository, options.head);
  const base = await requireBranch(core, repository, 'base', options.base);
  await refuseUseless(core, repository, head, base);
  const now = core.now(options.at);
  const number = repository.nextNumber;
  repository.nextNumber += 1;
  const issue: PullIssue = {
    ...newIssue(core, number, actor, now),
    title: options.title,
    body: options.body,
    pull: {
      head,
      base,
      draft: options.draft ?? false,
      requestedReviewers: [],
      requestedTeams: [],
      reviews: [],
    },
  };
  repository.issues[number] = issue;
  await setPullRef(core, repository, issue);
  core.store.touch();
  await emitPullEvent(core, repository, actor, issue, 'opened');
  if (!issue.pull.draft)
    await requestCodeOwners(core, repository, actor, issue);
  return issue;
}

export function newIssue(
  core: ForgeCore,
  number: number,
  actor: Actor,
  now: string,
): IssueRecord {
  return {
    id: core.store.nextId(),
    number,
    title: '',
    user: actor.account.login,
    state: 'open',
    labels: [],
    assignees: [],
    createdAt: now,
    updatedAt: now,
    comments: [],
  };
}

async function requireHead(
  core: ForgeCore,
  repository: RepositoryRecord,
  head: string,
): Promise<{ ref: string; sha: string }> {
  const colon = head.indexOf(':');
  const owner = colon < 0 ? repository.owner : head.slice(0, colon);
  const ref = head.slice(colon + 1);
  if (owner.toLowerCase() !== repository.owner.toLowerCase()) {
    throw invalid({ resource: RESOURCE, field: 'head', code: 'invalid' });
  }
  return requireBranch(core, repository, 'head', ref);
}

async function requireBranch(
  core: ForgeCore,
  repository: RepositoryRecord,
  field: 'head' | 'base',
  name: string,
): Promise<{ ref: string; sha: string }> {
  const ref = name.replace(/^refs\/heads\//, '');
  const sha = await core.git(repository).branch(ref);
  if (!sha) throw invalid({ resource: RESOURCE, field, code: 'invalid' });
  return { ref, sha };
}

async function refuseUseless(
  core: ForgeCore,
  repository: RepositoryRecord,
  head: { ref: string; sha: string },
  base: { ref: string; sha: string },
): Promise<void> {
  const label = `${repository.owner}:${head.ref}`;
  if (findOpen(core, repository, head.ref, base.ref)) {
    throw invalid({
      resource: RESOURCE,
      code: 'custom',
      message: `A pull request already exists for ${label}.`,
    });
  }
  const git = core.git(repository);
  if (!(await git.mergeBase(base.sha, head.sha))) {
    throw invalid({
      resource: RESOURCE,
      code: 'custom',
      message: `The ${head.ref} branch has no history in common with ${base.ref}`,
    });
  }
  if (await git.isAncestor(head.sha, base.sha)) {
    throw invalid({
      resource: RESOURCE,
      code: 'custom',
      message: `No commits between ${base.ref} and ${head.ref}`,
    });
  }
}

function findOpen(
  core: ForgeCore,
  repository: RepositoryRecord,
  head: string,
  base: string,
): PullIssue | undefined {
  return core
    .pulls(repository)
    .find(
      p =>
        p.state === 'open' &&
        p.pull.head.ref === head &&
        p.pull.base.ref === base,
    );
}

export interface PullEdit {
  title?: string;
  body?: string;
  base?: string;
  state?: 'open' | 'closed';
}

/** Changes a pull request. The caller holds the repository's lock. */
export async function editPull(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  pull: PullIssue,
  edit: PullEdit,
): Promise<void> {
  const changes: Record<string, unknown> = {};
  if (edit.base !== undefined && edit.base !== pull.pull.base.ref) {
    const base = await requireBranch(core, repository, 'base', edit.base);
    await refuseUseless(core, repository, pull.pull.head, base);
    changes.base = { ref: { from: pull.pull.base.ref } };
    pull.pull.base = base;
  }
  if (edit.title !== undefined && edit.title !== pull.title) {
    changes.title = { from: pull.title };
    pull.title = edit.title;
  }
  if (edit.body !== undefined && edit.body !== (pull.body ?? '')) {
    changes.body = { from: pull.body ?? '' };
    pull.body = edit.body;
  }
  if (Object.keys(changes).length > 0) {
    pull.updatedAt = core.now();
    core.store.touch();
    await emitPullEvent(core, repository, actor, pull, 'edited', { changes });
  }
  if (edit.state === 'closed' && pull.state === 'open') {
    await endPull(core, repository, actor, pull);
  }
  if (edit.state === 'open' && pull.state === 'closed') {
    await reopenPull(core, repository, actor, pull);
  }
}

async function reopenPull(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  pull: PullIssue,
): Promise<void> {
  const git = core.git(repository);
  const head = await git.branch(pull.pull.head.ref);
  const base = await git.branch(pull.pull.base.ref);
  const refuse = (message: string) =>
    invalid({ resource: RESOURCE, field: 'state', code: 'invalid', message });
  if (pull.pull.mergedAt) {
    throw refuse('state cannot be changed. The pull request was merged.');
  }
  if (!head) {
    throw refuse(
      `state cannot be changed. The ${pull.pull.head.ref} branch has been deleted.`,
    );
  }
  if (!base) {
    throw refuse(
      `state cannot be changed. The ${pull.pull.base.ref} branch has been deleted.`,
    );
  }
  await refuseUseless(
    core,
    repository,
    { ref: pull.pull.head.ref, sha: head },
    { ref: pull.pull.base.ref, sha: base },
  );
  pull.state = 'open';
  pull.closedAt = undefined;
  pull.closedBy = undefined;
  pull.pull.head.sha = head;
  pull.pull.base.sha = base;
  pull.updatedAt = core.now();
  await setPullRef(core, repository, pull);
  core.store.touch();
  await emitPullEvent(core, repository, actor, pull, 'reopened');
}

/** Marks a draft as ready, or back. */
export async function setDraft(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  pull: PullIssue,
  draft: boolean,
): Promise<void> {
  if (pull.pull.draft === draft) return;
  pull.pull.draft = draft;
  pull.updatedAt = core.now();
  core.store.touch();
  await emitPullEvent(
    core,
    repository,
    actor,
    pull,
    draft ? 'converted_to_draft' : 'ready_for_review',
  );
  if (!draft) await requestCodeOwners(core, repository, actor, pull);
}
