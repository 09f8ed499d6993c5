import { branchName } from '../pullRequest/branchName';
import { GitData } from '../pullRequest/GitData';
import type { ConnectedRepository } from './connectRepository';

/** The branch of the subject's open pull request; without one the branch that it would be merged into. */
export async function branchToRead(
  { octokit, repository, branch: base }: ConnectedRepository,
  subject: string | undefined,
): Promise<string | undefined> {
  if (subject === undefined) {
    return base;
  }
  const branch = branchName(subject);
  const { pullRequest, baseBranch } = await new GitData(
    octokit,
    repository,
  ).open({ branch, base, paths: [] });
  return pullRequest ? branch : baseBranch;
}
