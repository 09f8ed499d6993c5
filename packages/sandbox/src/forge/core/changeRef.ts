import { isSafeRefName, ZERO_SHA } from '../git/objects';
import { RepositoryRecord } from '../state/ForgeState';
import { Actor } from './access';
import { ApiError, unprocessable } from './ApiError';
import { emitRefEvents } from './events';
import { branchRules } from './branchRules';
import { ForgeCore } from './ForgeCore';
import { syncPullRequests } from './syncPullRequests';

export interface RefChange {
  /** Full name, such as `refs/heads/main`. */
  ref: string;
  before: string;
  after: string;
}

/** Everything that follows from a moved reference, however it was moved: pull requests and webhooks. */
export async function afterRefChange(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  change: RefChange,
  at?: Date,
): Promise<void> {
  repository.pushedAt = core.now(at);
  repository.updatedAt = repository.pushedAt;
  core.store.touch();
  core.reportPush(repository);
  await emitRefEvents(core, repository, actor, change);
  await syncPullRequests(core, repository, actor, change, at);
}

/**
 * Moves a reference by compare-and-set. The caller holds the repository's lock.
 *
 * @throws ApiError 422 when it moved meanwhile, is protected, or the move is no fast-forward and not forced.
 */
export async function changeRef(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  change: RefChange,
  options: { force?: boolean; bypassProtection?: boolean; at?: Date } = {},
): Promise<void> {
  const { ref, before, after } = change;
  if (before === after) return;
  if (!isSafeRefName(ref)) throw unprocessable('Reference name is invalid');
  const git = core.git(repository);
  const creates = before === ZERO_SHA;
  const deletes = after === ZERO_SHA;
  if (!options.bypassProtection) {
    await refuseProtected(core, repository, actor, change);
  }
  if (!creates && !deletes && !options.force) {
    if (!(await git.isAncestor(before, after))) {
      throw unprocessable('Update is not a fast forward');
    }
  }
  if (!(await git.updateRef(ref, after, before))) {
    throw unprocessable(
      creates ? 'Reference already exists' : 'Reference cannot be updated',
    );
  }
  await afterRefChange(core, repository, actor, change, options.at);
}

async function refuseProtected(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  { ref, before, after }: RefChange,
): Promise<void> {
  const branch = ref.replace(/^refs\/heads\//, '');
  const rules = branchRules(core, repository, branch).filter(
    one => !one.mayBypass(actor, 'push'),
  );
  if (rules.length === 0 || before === ZERO_SHA) return;
  if (after === ZERO_SHA) {
    if (rules.some(({ allowDeletions }) => !allowDeletions)) {
      throw unprocessable('Cannot delete a protected branch');
    }
    return;
  }
  if (rules.some(one => one.requiredApprovals !== undefined)) {
    throw new ApiError(
      422,
      'Repository rule violations found\n\nChanges must be made through a pull request.',
    );
  }
  const forward = await core.git(repository).isAncestor(before, after);
  if (!forward && rules.some(({ allowForcePushes }) => !allowForcePushes)) {
    throw unprocessable('Cannot force-push to a protected branch');
  }
}
