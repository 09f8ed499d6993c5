import { ForgeCore } from './ForgeCore';
import { syncPullRequests } from './syncPullRequests';
import { ZERO_SHA } from '../git/objects';

/**
 * Brings the pull requests in line with the branches, for a forge whose process ended between moving a reference and
 * writing its state.
 */
export async function reconcile(core: ForgeCore): Promise<void> {
  for (const repository of core.repositories()) {
    const account = core.account(repository.owner);
    const open = core.pulls(repository).filter(p => p.state === 'open');
    for (const { pull } of account ? open : []) {
      for (const { ref, sha } of [pull.head, pull.base]) {
        const tip = (await core.git(repository).branch(ref)) ?? ZERO_SHA;
        if (account && tip !== sha) {
          const change = { ref: `refs/heads/${ref}`, before: sha, after: tip };
          await syncPullRequests(core, repository, { account }, change);
        }
      }
    }
  }
}
