/**
 * One sentence for people about a failed call to GitHub. It quotes neither the address with its query nor any header, which
 * could hold a credential.
 */
export function describeGithubError(
  error: unknown,
  repository: string,
): string {
  const {
    status,
    message = '',
    response,
  } = error as { status?: number; message?: string; response?: unknown };
  if (status === 401) {
    return `GitHub refuses the token for ${repository}: it is wrong or has expired`;
  }
  if (status === 404) {
    return `The repository ${repository} does not exist, or the token may not read it`;
  }
  if (status === 403 || status === 429) {
    return `GitHub's rate limit is used up, or the token may not read ${repository}`;
  }
  // Octokit gives status 500 to calls that got no answer at all.
  if (status && status >= 500 && response) {
    return `GitHub answers with an error (${status}) for ${repository}`;
  }
  if (/No GitHub integration/.test(message)) {
    return message;
  }
  if (/^Unexpected answer/.test(message)) {
    return `What answers for ${repository} is not GitHub's API; check integrations.github[].apiBaseUrl`;
  }
  return `GitHub can't be reached for ${repository}`;
}
