import { EMPTY_TREE, ZERO_SHA } from '../git/objects';
import { presentUser } from '../present/accounts';
import { presentCheckRun } from '../present/checks';
import { presentCommit } from '../present/commits';
import {
  presentComment,
  presentFullPull,
  presentIssue,
  presentPull,
  presentReview,
} from '../present/pulls';
import { presentRepository, repositoryHtml } from '../present/repositories';
import {
  CheckRunRecord,
  CommentRecord,
  HookRecord,
  IssueRecord,
  RepositoryRecord,
  ReviewRecord,
  StatusRecord,
} from '../state/ForgeState';
import { Actor } from './access';
import type { RefChange } from './changeRef';
import { ForgeCore, PullIssue } from './ForgeCore';

type Json = Record<string, unknown>;

const MAX_PUSH_COMMITS = 2048;

function hooksOf(core: ForgeCore, repository: RepositoryRecord): HookRecord[] {
  return [
    ...repository.hooks,
    ...(core.account(repository.owner)?.hooks ?? []),
  ].filter(hook => hook.active);
}

/** Sends an event to whoever listens; the payload is only made when somebody does. */
async function emit(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  event: string,
  make: () => Json | Promise<Json>,
): Promise<void> {
  const hooks = hooksOf(core, repository).filter(
    hook => hook.events.includes('*') || hook.events.includes(event),
  );
  if (hooks.length === 0) return;
  const payload = {
    ...(await make()),
    ...envelope(core, repository, actor),
  };
  for (const hook of hooks) core.webhooks.send(hook, event, payload);
}

/** The fields that every webhook of a repository carries. */
export function envelope(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
): Json {
  const owner = core.account(repository.owner);
  return {
    repository: presentRepository(core, repository),
    ...(owner?.type === 'Organization' && {
      organization: presentUser(core, owner.login),
    }),
    sender: presentUser(core, actor.account.login),
  };
}

export async function emitRefEvents(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  change: RefChange,
): Promise<void> {
  const kind = change.ref.startsWith('refs/tags/') ? 'tag' : 'branch';
  const short = change.ref.replace(/^refs\/(heads|tags)\//, '');
  const created = change.before === ZERO_SHA;
  const deleted = change.after === ZERO_SHA;
  if (created || deleted) {
    await emit(core, repository, actor, created ? 'create' : 'delete', () => ({
      ref: short,
      ref_type: kind,
      master_branch: repository.defaultBranch,
      pusher_type: 'user',
    }));
  }
  await emit(core, repository, actor, 'push', () =>
    pushPayload(core, repository, actor, change),
  );
}

async function pushPayload(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  { ref, before, after }: RefChange,
): Promise<Json> {
  const git = core.git(repository);
  const created = before === ZERO_SHA;
  const deleted = after === ZERO_SHA;
  const main = await git.branch(repository.defaultBranch);
  const known = main === after ? undefined : main;
  const not = created ? known : before;
  const shas = deleted
    ? []
    : await git.log({ from: after, not, max: MAX_PUSH_COMMITS, reverse: true });
  const commits = await Promise.all(
    shas.slice(-20).map(sha => pushCommit(core, repository, sha)),
  );
  const forced = !created && !deleted && !(await git.isAncestor(before, after));
  const html = repositoryHtml(core, repository);
  return {
    ref,
    before,
    after,
    base_ref: null,
    created,
    deleted,
    forced,
    compare: `${html}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits,
    head_commit: deleted
      ? null
      : commits.at(-1) ?? (await pushCommit(core, repository, after)),
    pusher: { name: actor.account.login, email: actor.account.email },
  };
}

async function pushCommit(
  core: ForgeCore,
  repository: RepositoryRecord,
  sha: string,
): Promise<Json> {
  const git = core.git(repository);
  const commit = await git.readCommit(sha);
  const files = await git.diff(commit.parents[0] ?? EMPTY_TREE, sha);
  const named = (...wanted: string[]) =>
    files.filter(f => wanted.includes(f.status)).map(f => f.path);
  const renamed = files.flatMap(f =>
    f.status === 'renamed' && f.previousPath ? [f.previousPath] : [],
  );
  return {
    id: sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.author.date,
    url: `${repositoryHtml(core, repository)}/commit/${sha}`,
    author: { name: commit.author.name, email: commit.author.email },
    committer: { name: commit.committer.name, email: commit.committer.email },
    added: named('added', 'renamed', 'copied'),
    removed: [...named('removed'), ...renamed],
    modified: named('modified', 'changed'),
  };
}

export async function emitPullEvent(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  pull: PullIssue,
  action: string,
  extra: Json = {},
): Promise<void> {
  await emit(core, repository, actor, 'pull_request', async () => ({
    action,
    number: pull.number,
    pull_request: await presentFullPull(core, repository, pull),
    ...extra,
  }));
}

export async function emitReviewEvent(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  pull: PullIssue,
  review: ReviewRecord,
  action: 'submitted' | 'dismissed',
): Promise<void> {
  await emit(core, repository, actor, 'pull_request_review', () => ({
    action,
    review: {
      ...presentReview(core, repository, pull, review),
      // Webhooks write the state small, the REST API large.
      state: review.state.toLowerCase(),
    },
    pull_request: presentPull(core, repository, pull),
  }));
}

export async function emitCommentEvent(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  issue: IssueRecord,
  comment: CommentRecord,
  action: 'created' | 'edited' | 'deleted',
): Promise<void> {
  await emit(core, repository, actor, 'issue_comment', () => ({
    action,
    issue: presentIssue(core, repository, issue),
    comment: presentComment(core, repository, issue, comment),
  }));
}

export async function emitIssueEvent(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  issue: IssueRecord,
  action: string,
): Promise<void> {
  await emit(core, repository, actor, 'issues', () => ({
    action,
    issue: presentIssue(core, repository, issue),
  }));
}

export async function emitCheckRunEvent(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  run: CheckRunRecord,
  action: 'created' | 'completed',
): Promise<void> {
  await emit(core, repository, actor, 'check_run', () => ({
    action,
    check_run: presentCheckRun(core, repository, run),
  }));
}

export async function emitStatusEvent(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  status: StatusRecord,
): Promise<void> {
  await emit(core, repository, actor, 'status', async () => {
    const git = core.git(repository);
    const commit = await git.readCommit(status.sha);
    const branches = (await git.branches()).filter(b => b.sha === status.sha);
    return {
      id: status.id,
      sha: status.sha,
      name: `${repository.owner}/${repository.name}`,
      state: status.state,
      context: status.context,
      description: status.description ?? null,
      target_url: status.targetUrl ?? null,
      commit: presentCommit(core, repository, commit),
      branches: branches.map(b => ({
        name: b.name,
        commit: { sha: b.sha },
        protected: b.name in repository.protection,
      })),
      created_at: status.createdAt,
      updated_at: status.createdAt,
    };
  });
}

export async function emitRepositoryEvent(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  action: string,
): Promise<void> {
  await emit(core, repository, actor, 'repository', () => ({ action }));
}
