import { ZERO_SHA } from '../git/objects';
import { RepositoryRecord } from '../state/ForgeState';
import { Actor } from './access';
import type { RefChange } from './changeRef';
import { emitPullEvent } from './events';
import { branchRules } from './branchRules';
import { ForgeCore, PullIssue } from './ForgeCore';
import { endPull } from './endPull';

/**
 * Brings the open pull requests of a repository in line with a branch that moved: the head follows pushes, a head that
 * has nothing left to merge or is gone closes it, and a base that came to contain the head merges it.
 */
export async function syncPullRequests(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  change: RefChange,
  at?: Date,
): Promise<void> {
  if (!change.ref.startsWith('refs/heads/')) return;
  const branch = change.ref.slice('refs/heads/'.length);
  const open = core.pulls(repository).filter(pull => pull.state === 'open');
  for (const pull of open.filter(p => p.pull.head.ref === branch)) {
    await followHead(core, repository, actor, pull, change, at);
  }
  for (const pull of open.filter(p => p.pull.base.ref === branch)) {
    if (pull.state === 'open') {
      await followBase(core, repository, actor, pull, change, at);
    }
  }
}

async function followHead(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  pull: PullIssue,
  { before, after }: RefChange,
  at?: Date,
): Promise<void> {
  if (after === ZERO_SHA) {
    await endPull(core, repository, actor, pull, { at });
    return;
  }
  const git = core.git(repository);
  pull.pull.head.sha = after;
  pull.updatedAt = core.now(at);
  await setPullRef(core, repository, pull);
  const rules = branchRules(core, repository, pull.pull.base.ref);
  if (rules.some(({ dismissStaleReviews }) => dismissStaleReviews)) {
    for (const review of pull.pull.reviews) {
      if (review.state === 'APPROVED') review.state = 'DISMISSED';
    }
  }
  core.store.touch();
  await emitPullEvent(core, repository, actor, pull, 'synchronize', {
    before,
    after,
  });
  const base = await git.branch(pull.pull.base.ref);
  if (base && (await git.isAncestor(after, base))) {
    await endPull(core, repository, actor, pull, { at });
  }
}

async function followBase(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  pull: PullIssue,
  { before, after }: RefChange,
  at?: Date,
): Promise<void> {
  if (after === ZERO_SHA) {
    await endPull(core, repository, actor, pull, { at });
    return;
  }
  if (await core.git(repository).isAncestor(pull.pull.head.sha, after)) {
    await endPull(core, repository, actor, pull, {
      at,
      merge: { sha: after, base: before },
    });
    return;
  }
  pull.pull.base.sha = after;
  core.store.touch();
}

/** `refs/pull/N/head`, which people fetch and which keeps the commits when the branch is gone. */
export async function setPullRef(
  core: ForgeCore,
  repository: RepositoryRecord,
  pull: PullIssue,
): Promise<void> {
  const git = core.git(repository);
  const ref = `refs/pull/${pull.number}/head`;
  const before = (await git.refs()).get(ref) ?? ZERO_SHA;
  await git.updateRef(ref, pull.pull.head.sha, before);
}
