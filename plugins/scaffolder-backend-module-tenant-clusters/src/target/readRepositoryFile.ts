import { InputError } from '@backstage/errors';
import type { ConnectedRepository } from './connectRepository';
import { statusOf } from './statusOf';

/**
 * Reads one file of a repository, in one call.
 *
 * @returns its bytes and the name of its blob; undefined when there is no such file.
 */
export async function readRepositoryFile(
  { octokit, repository, branch }: ConnectedRepository,
  path: string,
): Promise<{ content: Buffer; sha: string } | undefined> {
  const { owner, repo } = repository;
  try {
    const { data } = await octokit.rest.repos.getContent({
      owner,
      repo,
      path,
      ref: branch,
    });
    // GitHub answers a folder by a list, and a file of more than one megabyte without its content.
    if (Array.isArray(data) || !('content' in data) || data.type !== 'file') {
      throw new InputError(`${path} of ${owner}/${repo} is no file`);
    }
    if (data.encoding !== 'base64') {
      throw new InputError(`${path} of ${owner}/${repo} is too large to edit`);
    }
    return { content: Buffer.from(data.content, 'base64'), sha: data.sha };
  } catch (error) {
    if (statusOf(error) === 404) {
      return undefined;
    }
    throw error;
  }
}
