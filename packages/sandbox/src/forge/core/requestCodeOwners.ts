import { presentUser } from '../present/accounts';
import { RepositoryRecord } from '../state/ForgeState';
import { Actor } from './access';
import { ownersOfPull } from './codeOwners';
import { emitPullEvent } from './events';
import { ForgeCore, PullIssue } from './ForgeCore';

/** Asks the code owners of what a pull request changes for their review, as GitHub does once it is no draft. */
export async function requestCodeOwners(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  pull: PullIssue,
): Promise<void> {
  const { pull: details } = pull;
  const found = await ownersOfPull(core, repository, pull);
  for (const owner of new Set(found.flatMap(({ owners }) => owners))) {
    const [name, slug] = owner.replace(/^@/, '').split('/');
    const login = core.account(name)?.login;
    if (slug) {
      details.requestedTeams = [
        ...new Set([...details.requestedTeams, slug.toLowerCase()]),
      ];
    } else if (
      login &&
      login !== pull.user &&
      !details.requestedReviewers.includes(login)
    ) {
      details.requestedReviewers.push(login);
      await emitPullEvent(core, repository, actor, pull, 'review_requested', {
        requested_reviewer: presentUser(core, login),
      });
    }
  }
  core.store.touch();
}
