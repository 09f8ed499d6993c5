import {
  CommentRecord,
  IssueRecord,
  RepositoryRecord,
} from '../state/ForgeState';
import { Actor } from './access';
import { emitCommentEvent } from './events';
import { ForgeCore } from './ForgeCore';

export async function addComment(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  issue: IssueRecord,
  body: string,
): Promise<CommentRecord> {
  const now = core.now();
  const comment: CommentRecord = {
    id: core.store.nextId(),
    user: actor.account.login,
    body,
    createdAt: now,
    updatedAt: now,
  };
  issue.comments.push(comment);
  issue.updatedAt = now;
  core.store.touch();
  await emitCommentEvent(core, repository, actor, issue, comment, 'created');
  return comment;
}
