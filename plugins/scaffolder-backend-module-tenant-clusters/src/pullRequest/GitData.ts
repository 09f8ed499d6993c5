import { InputError, NotFoundError } from '@backstage/errors';
import type { RepositoryLocation } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { Octokit } from '@octokit/rest';
import { statusOf } from '../target/statusOf';
import { BranchMovedError } from './BranchMovedError';
import { blobSha } from './blobSha';
import {
  blobsQuery,
  MAX_BLOBS_PER_QUERY,
  openingQuery,
  type BlobAnswer,
  type OpeningAnswer,
} from './gitQueries';
import { PullRequestApi } from './PullRequestApi';
import type { Opening, ProposedFile, Tree } from './types';

/** A commit on a branch that its base does not have. */
export interface AheadCommit {
  sha: string;
  message: string;
  /** When it was committed, RFC 3339, by GitHub's clock. */
  at?: string;
}

function isUtf8(content: Buffer): boolean {
  return (
    !content.includes(0) &&
    content.equals(Buffer.from(content.toString('utf8')))
  );
}

/** The few calls of GitHub's Git data API that a proposal needs, for one repository. */
export class GitData {
  readonly pullRequests: PullRequestApi;
  readonly #octokit: Octokit;
  readonly #repository: { owner: string; repo: string };
  readonly #name: string;
  /** Contents by name of the blob; they never change. */
  readonly #known = new Map<string, Buffer>();

  constructor(octokit: Octokit, location: RepositoryLocation) {
    this.pullRequests = new PullRequestApi(octokit, location);
    this.#octokit = octokit;
    this.#repository = { owner: location.owner, repo: location.repo };
    this.#name = `${location.owner}/${location.repo}`;
  }

  /**
   * Reads in one call what every proposal starts from: where the base and the proposal's branch are, whether that one is under
   * review, and what `paths` hold on the base now.
   *
   * @throws NotFoundError when there is no such repository for this token; InputError when it is empty.
   */
  async open(options: {
    branch: string;
    base?: string;
    paths: string[];
  }): Promise<Opening> {
    const { base } = options;
    const { query, variables, names } = openingQuery(options);
    const answer = await this.#query<OpeningAnswer>(query, variables);
    const { repository } = answer;
    const { defaultBranchRef } = repository;
    if (!defaultBranchRef) {
      throw new InputError(
        `The repository ${this.#name} is empty: it has no branch to propose to`,
      );
    }
    for (const name of names) {
      this.#keep(repository[name] as BlobAnswer | null);
    }
    const baseBranch = base ?? defaultBranchRef.name;
    const baseRef = base ? repository.base : defaultBranchRef;
    const found = repository.branch?.associatedPullRequests.nodes.find(
      ({ baseRefName }) => baseRefName === baseBranch,
    );
    return {
      repositoryId: repository.id,
      defaultBranch: defaultBranchRef.name,
      baseBranch,
      baseHead: baseRef?.target.oid,
      head: repository.branch?.target.oid,
      pullRequest: found && {
        number: found.number,
        url: found.url,
        nodeId: found.id,
        body: found.body,
      },
    };
  }

  /** Asks by GraphQL, whose errors say no status. */
  async #query<T>(query: string, variables: Record<string, unknown>) {
    try {
      return await this.#octokit.graphql<T>(query, {
        ...this.#repository,
        ...variables,
      });
    } catch (error) {
      const types = ((error as { errors?: { type?: string }[] }).errors ?? [])
        .map(({ type }) => type)
        .join();
      throw types === 'NOT_FOUND'
        ? new NotFoundError(
            `The repository ${
              this.#name
            } does not exist, or the token may not read it`,
          )
        : error;
    }
  }

  #keep(blob: BlobAnswer | null): void {
    if (blob?.oid && blob.isTruncated === false && blob.isBinary === false) {
      const content = Buffer.from(blob.text ?? '');
      // What GitHub had to mend into text is not what the file holds.
      if (blobSha(content) === blob.oid) {
        this.#known.set(blob.oid, content);
      }
    }
  }

  /** Commit that a branch points to; undefined when there is no such branch. */
  async head(branch: string): Promise<string | undefined> {
    try {
      const { data } = await this.#octokit.rest.git.getRef({
        ...this.#repository,
        ref: `heads/${branch}`,
      });
      return data.object.sha;
    } catch (error) {
      if (statusOf(error) === 404) {
        return undefined;
      }
      // GitHub's answer for a repository without any commit.
      throw statusOf(error) === 409
        ? new InputError(
            `The repository ${
              this.#name
            } is empty: it has no branch to propose to`,
          )
        : error;
    }
  }

  /** Files, links and submodules of a commit. */
  async tree(commit: string): Promise<Tree> {
    const { data } = await this.#octokit.rest.git.getTree({
      ...this.#repository,
      tree_sha: commit,
      recursive: 'true',
    });
    if (data.truncated) {
      throw new InputError(
        `The repository ${this.#name} has more files than GitHub lists at once`,
      );
    }
    const tree: Tree = new Map();
    for (const { path, sha, mode, type } of data.tree) {
      if (type !== 'tree' && path && sha) {
        tree.set(path, { path, sha, mode: mode ?? '100644' });
      }
    }
    return tree;
  }

  /** What blobs hold, many of them in one call; what is no text costs a call each. */
  async contents(shas: string[]): Promise<Map<string, Buffer>> {
    const wanted = [...new Set(shas)];
    const missing = wanted.filter(sha => !this.#known.has(sha));
    for (let at = 0; at < missing.length; at += MAX_BLOBS_PER_QUERY) {
      const part = missing.slice(at, at + MAX_BLOBS_PER_QUERY);
      if (part.length > 1) {
        const answer = await this.#query<{
          repository: Record<string, BlobAnswer | null>;
        }>(blobsQuery(part), {});
        for (const blob of Object.values(answer.repository)) {
          this.#keep(blob);
        }
      }
    }
    for (const sha of missing) {
      if (!this.#known.has(sha)) {
        const { data } = await this.#octokit.rest.git.getBlob({
          ...this.#repository,
          file_sha: sha,
        });
        this.#known.set(sha, Buffer.from(data.content, 'base64'));
      }
    }
    return new Map(wanted.map(sha => [sha, this.#known.get(sha)!]));
  }

  /** Commits that `branch` has and `base` has not, oldest first. */
  async ahead(base: string, branch: string): Promise<AheadCommit[]> {
    const { data } = await this.#octokit.rest.repos.compareCommits({
      ...this.#repository,
      base,
      head: branch,
    });
    return data.commits.map(({ sha, commit }) => ({
      sha,
      message: commit.message,
      at: commit.committer?.date,
    }));
  }

  /** Makes a commit; text goes inline into one tree, so that its number of files costs nothing. */
  async commit(options: {
    files: ProposedFile[];
    baseTree: string;
    parents: string[];
    message: string;
  }): Promise<string> {
    const entries = [];
    for (const { path, content, executable, blob } of options.files) {
      const mode = executable ? ('100755' as const) : ('100644' as const);
      if (blob) {
        entries.push({
          path,
          mode: blob.mode as typeof mode,
          type:
            blob.mode === '160000' ? ('commit' as const) : ('blob' as const),
          sha: blob.sha,
        });
      } else if (content === undefined) {
        entries.push({ path, mode, type: 'blob' as const, sha: null });
      } else if (isUtf8(content)) {
        entries.push({
          path,
          mode,
          type: 'blob' as const,
          content: content.toString('utf8'),
        });
      } else {
        const { data } = await this.#octokit.rest.git.createBlob({
          ...this.#repository,
          content: content.toString('base64'),
          encoding: 'base64',
        });
        entries.push({ path, mode, type: 'blob' as const, sha: data.sha });
      }
    }
    const { data: tree } = await this.#octokit.rest.git.createTree({
      ...this.#repository,
      base_tree: options.baseTree,
      tree: entries,
    });
    // No author: a GitHub App's commits are verified only when GitHub fills it in.
    const { data: commit } = await this.#octokit.rest.git.createCommit({
      ...this.#repository,
      message: options.message,
      tree: tree.sha,
      parents: options.parents,
    });
    return commit.sha;
  }

  /** @throws BranchMovedError when the branch exists meanwhile. */
  async createBranch(branch: string, commit: string): Promise<void> {
    try {
      await this.#octokit.rest.git.createRef({
        ...this.#repository,
        ref: `refs/heads/${branch}`,
        sha: commit,
      });
    } catch (error) {
      throw statusOf(error) === 422
        ? new BranchMovedError(
            `Branch ${branch} of ${this.#name} exists meanwhile`,
          )
        : error;
    }
  }

  /**
   * Moves a branch forward, never by force: GitHub refuses when somebody pushed meanwhile.
   * @throws BranchMovedError then.
   */
  async moveBranch(branch: string, commit: string): Promise<void> {
    try {
      await this.#octokit.rest.git.updateRef({
        ...this.#repository,
        ref: `heads/${branch}`,
        sha: commit,
        force: false,
      });
    } catch (error) {
      throw statusOf(error) === 422
        ? new BranchMovedError(
            `Branch ${branch} of ${this.#name} moved meanwhile`,
          )
        : error;
    }
  }

  /** Message and parents of a commit. */
  async readCommit(
    sha: string,
  ): Promise<{ message: string; parents: string[] }> {
    const { data } = await this.#octokit.rest.git.getCommit({
      ...this.#repository,
      commit_sha: sha,
    });
    return {
      message: data.message,
      parents: data.parents.map(parent => parent.sha),
    };
  }
}
