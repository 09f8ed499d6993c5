import { isSafeRefName, ZERO_SHA } from '../git/objects';
import { RepositoryRecord } from '../state/ForgeState';
import { Actor } from './access';
import { ApiError, unprocessable } from './ApiError';
import { emitRefEvents } from './events';
import { ForgeCore, protectionOf } from './ForgeCore';
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
    await refuseProtected(core, repository, change);
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
  { ref, before, after }: RefChange,
): Promise<void> {
  const branch = ref.replace(/^refs\/heads\//, '');
  const protection = protectionOf(repository, branch);
  if (!protection || before === ZERO_SHA) return;
  if (after === ZERO_SHA) {
    if (!protection.allowDeletions) {
      throw unprocessable('Cannot delete a protected branch');
    }
    return;
  }
  if (protection.requiredApprovals !== undefined) {
    throw new ApiError(
      422,
      'Repository rule violations found\n\nChanges must be made through a pull request.',
    );
  }
  const forward = await core.git(repository).isAncestor(before, after);
  if (!forward && !protection.allowForcePushes) {
    throw unprocessable('Cannot force-push to a protected branch');
  }
}
