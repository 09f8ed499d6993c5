import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { RepositoryLocation } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { Octokit } from '@octokit/rest';
import type { OpenPullRequest, ProposedFile, Tree } from './types';

const statusOf = (error: unknown) => (error as { status?: number }).status;

/** A commit on a branch that its base does not have. */
export interface AheadCommit {
  sha: string;
  message: string;
}

/** Thrown when the branch moved between reading and writing; the caller reads again. */
export class BranchMovedError extends ConflictError {}

function isUtf8(content: Buffer): boolean {
  return (
    !content.includes(0) &&
    content.equals(Buffer.from(content.toString('utf8')))
  );
}

/** The few calls of GitHub's Git data API that a proposal needs, for one repository. */
export class GitData {
  readonly #octokit: Octokit;
  readonly #repository: { owner: string; repo: string };
  readonly #name: string;

  constructor(octokit: Octokit, location: RepositoryLocation) {
    this.#octokit = octokit;
    this.#repository = { owner: location.owner, repo: location.repo };
    this.#name = `${location.owner}/${location.repo}`;
  }

  /** @throws NotFoundError when there is no such repository for this token. */
  async defaultBranch(): Promise<string> {
    try {
      const { data } = await this.#octokit.rest.repos.get(this.#repository);
      return data.default_branch;
    } catch (error) {
      throw statusOf(error) === 404
        ? new NotFoundError(
            `The repository ${
              this.#name
            } does not exist, or the token may not read it`,
          )
        : error;
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
      if (type === 'blob' && path && sha) {
        tree.set(path, { path, sha, mode: mode ?? '100644' });
      }
    }
    return tree;
  }

  async content(sha: string): Promise<Buffer> {
    const { data } = await this.#octokit.rest.git.getBlob({
      ...this.#repository,
      file_sha: sha,
    });
    return Buffer.from(data.content, 'base64');
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
    }));
  }

  /** The open pull request from a branch of this repository, whatever its title. */
  async openPullRequest(
    branch: string,
    base: string,
  ): Promise<OpenPullRequest | undefined> {
    const { data } = await this.#octokit.rest.pulls.list({
      ...this.#repository,
      head: `${this.#repository.owner}:${branch}`,
      base,
      state: 'open',
    });
    return data[0] && { number: data[0].number, url: data[0].html_url };
  }

  /** Makes a commit; text goes inline into one tree, so that its number of files costs nothing. */
  async commit(options: {
    files: ProposedFile[];
    baseTree: string;
    parents: string[];
    message: string;
  }): Promise<string> {
    const entries = [];
    for (const { path, content, executable } of options.files) {
      const mode = executable ? ('100755' as const) : ('100644' as const);
      if (content === undefined) {
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

  /** @throws BranchMovedError when another one was opened for the branch meanwhile. */
  async createPullRequest(options: {
    branch: string;
    base: string;
    title: string;
    body: string;
    draft: boolean;
  }): Promise<OpenPullRequest> {
    try {
      const { data } = await this.#octokit.rest.pulls.create({
        ...this.#repository,
        head: options.branch,
        base: options.base,
        title: options.title,
        body: options.body,
        draft: options.draft,
      });
      return { number: data.number, url: data.html_url };
    } catch (error) {
      throw statusOf(error) === 422 && /already exists/.test(String(error))
        ? new BranchMovedError(
            `A pull request for ${options.branch} exists meanwhile`,
          )
        : error;
    }
  }

  async addLabels(number: number, labels: string[]): Promise<void> {
    await this.#octokit.rest.issues.addLabels({
      ...this.#repository,
      issue_number: number,
      labels,
    });
  }

  async addAssignees(number: number, assignees: string[]): Promise<void> {
    await this.#octokit.rest.issues.addAssignees({
      ...this.#repository,
      issue_number: number,
      assignees,
    });
  }

  async requestReviewers(
    number: number,
    reviewers: string[],
    teamReviewers: string[],
  ): Promise<void> {
    await this.#octokit.rest.pulls.requestReviewers({
      ...this.#repository,
      pull_number: number,
      reviewers,
      team_reviewers: teamReviewers,
    });
  }
}
