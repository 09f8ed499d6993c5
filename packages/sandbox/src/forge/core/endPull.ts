import { RepositoryRecord } from '../state/ForgeState';
import { Actor } from './access';
import { emitPullEvent } from './events';
import { ForgeCore, PullIssue } from './ForgeCore';

/** Closes a pull request, as merged when `merge` says by which commit and into which base. */
export async function endPull(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  pull: PullIssue,
  options: { at?: Date; merge?: { sha: string; base: string } } = {},
): Promise<void> {
  const now = core.now(options.at);
  const login = actor.account.login;
  pull.state = 'closed';
  pull.closedAt = now;
  pull.closedBy = login;
  pull.updatedAt = now;
  if (options.merge) {
    pull.pull.mergedAt = now;
    pull.pull.mergedBy = login;
    pull.pull.mergeCommitSha = options.merge.sha;
    pull.pull.base.sha = options.merge.base;
  }
  core.store.touch();
  await emitPullEvent(core, repository, actor, pull, 'closed');
}
