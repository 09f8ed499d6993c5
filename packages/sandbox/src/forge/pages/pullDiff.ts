import { RepositoryRecord } from '../state/ForgeState';
import { ForgeCore, PullIssue } from '../core/ForgeCore';

/** What a pull request changes, as git writes it. */
export async function pullDiff(
  core: ForgeCore,
  repository: RepositoryRecord,
  { pull }: PullIssue,
): Promise<string> {
  const git = core.git(repository);
  const base = await git.mergeBase(pull.base.sha, pull.head.sha);
  const files = base ? await git.diff(base, pull.head.sha) : [];
  return files.map(file => file.raw).join('');
}
