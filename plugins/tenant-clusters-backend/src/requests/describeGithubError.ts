import { LimitReachedError } from './RateLimits';
import type { RepositoryProblem } from './types';

interface GithubError {
  status?: number;
  message?: string;
  response?: { headers?: Record<string, string | number | undefined> };
}

/** The branch that is to be followed is not there. */
export class BranchMissingError extends Error {
  override readonly name = 'BranchMissingError';
  readonly branch: string;
  readonly defaultBranch?: string;

  constructor(branch: string, defaultBranch?: string) {
    super(`There is no branch ${branch}`);
    this.branch = branch;
    this.defaultBranch = defaultBranch;
  }
}

/** Whether GitHub refuses because it was asked too often, not because the credentials lack something. */
export function isLimit(error: unknown): boolean {
  const { status, message = '', response } = error as GithubError;
  const headers = response?.headers ?? {};
  return (
    error instanceof LimitReachedError ||
    status === 429 ||
    (status === 403 &&
      (/rate limit/i.test(message) ||
        headers['retry-after'] !== undefined ||
        String(headers['x-ratelimit-remaining']) === '0'))
  );
}

function describeForbidden(error: GithubError, repository: string): string {
  const headers = error.response?.headers ?? {};
  if (headers['x-github-sso'] !== undefined) {
    return `The token is not authorised for the organisation of ${repository}; authorise it for the organisation's single sign-on`;
  }
  // Permission names such as `pull_requests=read`; GitHub's own, but text from outside all the same.
  const needed = String(headers['x-accepted-github-permissions'] ?? '')
    .replace(/[^a-z_=;, ]/g, '')
    .slice(0, 100);
  return needed
    ? `The token may not read ${repository} as needed; GitHub asks for the permission ${needed}`
    : `The token may not read ${repository} as needed; it must be allowed to read contents, pull requests, checks and commit statuses`;
}

function describeStatus(
  error: GithubError,
  repository: string,
): { problem: RepositoryProblem; message: string } | undefined {
  const { status, response } = error;
  if (status === 401) {
    return {
      problem: 'token-refused',
      message: `GitHub refuses the token for ${repository}: it is wrong or has expired`,
    };
  }
  if (status === 404) {
    return {
      problem: 'not-found',
      message: `The repository ${repository} does not exist, or the token may not read it`,
    };
  }
  if (status === 403) {
    return {
      problem: 'forbidden',
      message: describeForbidden(error, repository),
    };
  }
  if (status === 409) {
    return {
      problem: 'branch-missing',
      message: `The repository ${repository} is empty`,
    };
  }
  // Octokit gives status 500 to calls that got no answer at all.
  if (status && status >= 500 && response) {
    return {
      problem: 'server-error',
      message: `GitHub answers with an error (${status}) for ${repository}`,
    };
  }
  return undefined;
}

/**
 * One sentence for people about a failed call to GitHub, and its stable name. It quotes neither the address with its query nor
 * any header, which could hold a credential.
 */
export function describeGithubError(
  error: unknown,
  repository: string,
): { problem: RepositoryProblem; message: string } {
  if (isLimit(error)) {
    return {
      problem: 'rate-limited',
      message: `GitHub's rate limit is used up for ${repository}; it is asked again when the limit allows`,
    };
  }
  if (error instanceof BranchMissingError) {
    const { branch, defaultBranch } = error;
    return {
      problem: 'branch-missing',
      message: `The repository ${repository} has no branch ${branch}${
        defaultBranch ? `; its default branch is ${defaultBranch}` : ''
      }`,
    };
  }
  const described = describeStatus(error as GithubError, repository);
  if (described) {
    return described;
  }
  const { message = '' } = error as GithubError;
  if (/No GitHub integration/.test(message)) {
    return { problem: 'no-integration', message };
  }
  // As Backstage's credentials provider says it of a GitHub App.
  if (/No (app )?installation found|is suspended/.test(message)) {
    return {
      problem: 'token-refused',
      message: `The GitHub App may not act for ${repository}: it is not installed for the owner, or is suspended`,
    };
  }
  if (/^Unexpected answer/.test(message)) {
    return {
      problem: 'not-github',
      message: `What answers for ${repository} is not GitHub's API; check integrations.github[].apiBaseUrl`,
    };
  }
  return {
    problem: 'unreachable',
    message: `GitHub can't be reached for ${repository}`,
  };
}
