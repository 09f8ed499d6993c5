import { RepositoryRecord } from '../state/ForgeState';
import { Actor } from './access';
import { unprocessable } from './ApiError';
import { ForgeCore, PullIssue } from './ForgeCore';
import { mergeability } from './mergeability';
import { MergeMethod, mergePull } from './mergePullRequest';

/**
 * Lets a pull request be merged by itself. The refusals are GitHub's. The caller holds the repository's lock.
 *
 * @throws ApiError 422 when the repository does not allow it, or nothing is left to wait for.
 */
export async function enableAutoMerge(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  pull: PullIssue,
  method: MergeMethod,
): Promise<void> {
  if (!repository.settings.allowAutoMerge) {
    throw unprocessable('Auto merge is not allowed for this repository');
  }
  const { state } = await mergeability(core, repository, pull);
  if (state !== 'blocked' && state !== 'behind') {
    throw unprocessable(`Pull request Pull request is in ${state} status`);
  }
  pull.pull.autoMerge = { method, enabledBy: actor.account.login };
  core.store.touch();
}

/** Merges what was to be merged by itself and now can be, once whoever holds the repository's lock is done. */
export function mergeWhatIsReady(
  core: ForgeCore,
  repository: RepositoryRecord,
): void {
  const waiting = core
    .pulls(repository)
    .filter(pull => pull.state === 'open' && pull.pull.autoMerge);
  if (waiting.length === 0) return;
  core
    .lock(repository, async () => {
      for (const pull of waiting) {
        const { autoMerge } = pull.pull;
        const account = autoMerge && core.account(autoMerge.enabledBy);
        const { state } = await mergeability(core, repository, pull);
        if (account && (state === 'clean' || state === 'unstable')) {
          await mergePull(core, repository, { account }, pull, {
            method: autoMerge.method,
          });
        }
      }
    })
    .catch(error => core.reportError(error));
}
