import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { RepositoryLocation } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { Octokit } from '@octokit/rest';
import { blobSha } from './blobSha';
import type { OpenPullRequest, ProposedFile, Tree } from './types';

const statusOf = (error: unknown) => (error as { status?: number }).status;

/** A commit on a branch that its base does not have. */
export interface AheadCommit {
  sha: string;
  message: string;
}

/** A pull request, whatever became of it. */
export interface PullState {
  number: number;
  url: string;
  title: string;
  state: 'open' | 'closed' | 'merged';
  base: string;
  /** Commit that its merge left on the base. */
  mergeCommit?: string;
  commits: number;
}

/** What is known of a repository before a proposal. */
export interface Opening {
  defaultBranch: string;
  baseBranch: string;
  baseHead?: string;
  /** Commit of the proposal's branch, where there is one. */
  head?: string;
  pullRequest?: OpenPullRequest;
}

interface OpeningAnswer {
  repository: {
    defaultBranchRef: { name: string; target: { oid: string } } | null;
    base: { target: { oid: string } } | null;
    branch: {
      target: { oid: string };
      associatedPullRequests: {
        nodes: {
          id: string;
          number: number;
          url: string;
          baseRefName: string;
        }[];
      };
    } | null;
    [file: string]: unknown;
  };
}

interface BlobAnswer {
  oid?: string;
  text?: string | null;
  isBinary?: boolean;
  isTruncated?: boolean;
}

/** Files whose present content is asked for together with the opening, and blobs that one query asks for. */
const MAX_BLOBS_PER_QUERY = 200;

const BLOB_FIELDS =
  'fragment b on GitObject { oid ... on Blob { text isBinary isTruncated } }';

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
  /** Contents by name of the blob; they never change. */
  readonly #known = new Map<string, Buffer>();

  constructor(octokit: Octokit, location: RepositoryLocation) {
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
    const { branch, base } = options;
    const paths = options.paths.slice(0, MAX_BLOBS_PER_QUERY);
    const names = paths.map((_, index) => `f${index}`);
    const query = `query(${[
      '$owner: String!, $repo: String!, $branch: String!, $base: String!',
      ...names.map(name => `$${name}: String!`),
    ].join(', ')}) { repository(owner: $owner, name: $repo) {
      defaultBranchRef { name target { oid } }
      base: ref(qualifiedName: $base) { target { oid } }
      branch: ref(qualifiedName: $branch) { target { oid }
        associatedPullRequests(first: 20, states: [OPEN]) { nodes { id number url baseRefName } } }
      ${names
        .map(name => `${name}: object(expression: $${name}) { ...b }`)
        .join('\n')}
    } } ${paths.length > 0 ? BLOB_FIELDS : ''}`;
    const answer = await this.#query<OpeningAnswer>(query, {
      branch: `refs/heads/${branch}`,
      base: `refs/heads/${base ?? ''}`,
      ...Object.fromEntries(
        paths.map((path, index) => [names[index], `${base ?? 'HEAD'}:${path}`]),
      ),
    });
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
      defaultBranch: defaultBranchRef.name,
      baseBranch,
      baseHead: baseRef?.target.oid,
      head: repository.branch?.target.oid,
      pullRequest: found && {
        number: found.number,
        url: found.url,
        nodeId: found.id,
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
        }>(
          `query($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${part
            .map((sha, index) => `f${index}: object(oid: "${sha}") { ...b }`)
            .join('\n')} } } ${BLOB_FIELDS}`,
          {},
        );
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
    return (
      data[0] && {
        number: data[0].number,
        url: data[0].html_url,
        nodeId: data[0].node_id,
      }
    );
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
      return {
        number: data.number,
        url: data.html_url,
        nodeId: data.node_id,
      };
    } catch (error) {
      throw statusOf(error) === 422 && /already exists/.test(String(error))
        ? new BranchMovedError(
            `A pull request for ${options.branch} exists meanwhile`,
          )
        : error;
    }
  }

  /** @throws NotFoundError when there is no such pull request. */
  async pull(number: number): Promise<PullState> {
    try {
      const { data } = await this.#octokit.rest.pulls.get({
        ...this.#repository,
        pull_number: number,
      });
      return {
        number,
        url: data.html_url,
        title: data.title,
        state: data.merged ? 'merged' : (data.state as 'open' | 'closed'),
        base: data.base.ref,
        mergeCommit: data.merge_commit_sha ?? undefined,
        commits: data.commits,
      };
    } catch (error) {
      throw statusOf(error) === 404
        ? new NotFoundError(
            `There is no pull request ${
              this.#name
            }#${number}, or the token may not read it`,
          )
        : error;
    }
  }

  /** Messages of the commits of a pull request that are no merges, oldest first; GitHub names 250 at most. */
  async pullCommitMessages(number: number): Promise<string[]> {
    const commits = await this.#octokit.paginate(
      this.#octokit.rest.pulls.listCommits,
      { ...this.#repository, pull_number: number, per_page: 100 },
    );
    return commits
      .filter(({ parents }) => parents.length < 2)
      .map(({ commit }) => commit.message);
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

  /** Sets labels and assignees of a new pull request, in one call. */
  async setDetails(
    number: number,
    details: { labels?: string[]; assignees?: string[] },
  ): Promise<void> {
    await this.#octokit.rest.issues.update({
      ...this.#repository,
      issue_number: number,
      ...details,
    });
  }

  /** Merges a pull request by itself once its requirements are met. */
  async enableAutoMerge(
    nodeId: string,
    method: 'merge' | 'squash' | 'rebase',
  ): Promise<void> {
    await this.#octokit.graphql(
      `mutation($id: ID!, $mergeMethod: PullRequestMergeMethod!) {
        enablePullRequestAutoMerge(input: { pullRequestId: $id, mergeMethod: $mergeMethod }) { clientMutationId }
      }`,
      { id: nodeId, mergeMethod: method.toUpperCase() },
    );
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
