import type { RepositoryFacts } from './BranchReader';
import { MAX_OPEN } from './PullRequestReader';
import type { RepositoryProblem } from './types';

/** What the platform team should know of a repository that is followed all the same; the gravest alone. */
export function standingProblem(options: {
  /** `owner/name` as configured. */
  name: string;
  branch: string;
  repository: RepositoryFacts | undefined;
  rewritten: boolean;
  complete: boolean;
  checksDenied: boolean;
}): { problem: RepositoryProblem; message: string } | undefined {
  const { name, branch, repository } = options;
  if (repository?.archived) {
    return {
      problem: 'archived',
      message: `The repository ${name} is archived or disabled: nothing can be requested or changed there until it is restored`,
    };
  }
  if (repository && repository.fullName.toLowerCase() !== name.toLowerCase()) {
    return {
      problem: 'moved',
      message: `The repository ${name} is called ${repository.fullName} now; change the configuration before the old name is given to another`,
    };
  }
  if (options.rewritten) {
    return {
      problem: 'rewritten',
      message: `The history of the branch ${branch} of ${name} was rewritten: whether what was merged before was applied can't be told any more`,
    };
  }
  if (!options.complete) {
    return {
      problem: 'too-many-open',
      message: `${name} has more than ${MAX_OPEN} open pull requests; those updated longest ago are left out`,
    };
  }
  if (options.checksDenied) {
    return {
      problem: 'checks-forbidden',
      message: `The token may not read checks and commit statuses of ${name}: requests show none`,
    };
  }
  return undefined;
}
