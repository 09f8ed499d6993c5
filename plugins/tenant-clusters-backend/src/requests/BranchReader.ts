import { requireList, type ConditionalClient } from './ConditionalClient';
import { BranchMissingError } from './describeGithubError';
import type { FileReader, ListedFile } from './FileReader';
import type { ParsedFile } from './parseChangedFile';
import { MAX_FILES } from './PullRequestReader';
import type { Ancestry } from './types';

/** A commit as GitHub's list gives it, in our names. */
export interface CommitFacts {
  sha: string;
  /** First parent first. */
  parents: string[];
  message: string;
  url: string;
  /** Login, else the name that the commit states. */
  author: string;
  committer?: string;
  /** When it was committed; a push may come later. RFC 3339. */
  committedAt: string;
}

interface CommitResponse {
  sha: string;
  html_url: string;
  parents: { sha: string }[];
  author: { login?: string } | null;
  committer: { login?: string } | null;
  commit: {
    message: string;
    author: { name?: string; date?: string } | null;
    committer: { name?: string; date?: string } | null;
  };
}

interface RepositoryResponse {
  full_name: string;
  default_branch: string;
  archived: boolean;
  disabled?: boolean;
}

/** What GitHub says of a repository as a whole. */
export interface RepositoryFacts {
  /** `owner/name` as it is now, after a rename or a transfer too. */
  fullName: string;
  defaultBranch: string;
  archived: boolean;
}

const PER_PAGE = 100;
const HISTORY = 'history';

/** https://docs.github.com/en/rest/commits/commits#compare-two-commits: how the head, here the revision, stands to the base. */
const ANCESTRIES: Record<string, Ancestry> = {
  ahead: 'contained',
  identical: 'contained',
  behind: 'missing',
  diverged: 'diverged',
};

/** GitHub's own account, which commits what people merge on its pages. */
const WEB_FLOW = 'web-flow';

const statusOf = (error: unknown) => (error as { status?: number }).status;

function toCommitFacts(response: CommitResponse): CommitFacts {
  const { commit } = response;
  const committer = response.committer?.login;
  return {
    sha: response.sha,
    parents: response.parents.map(({ sha }) => sha),
    message: commit.message,
    url: response.html_url,
    author: response.author?.login ?? commit.author?.name ?? 'ghost',
    committer: committer === WEB_FLOW ? undefined : committer,
    committedAt: commit.committer?.date ?? commit.author?.date ?? '',
  };
}

/** Reads the history of one branch of one repository. */
export class BranchReader {
  readonly #client: ConditionalClient;
  readonly #files: FileReader;

  constructor(client: ConditionalClient, files: FileReader) {
    this.#client = client;
    this.#files = files;
  }

  async repository(): Promise<RepositoryFacts> {
    const { data } = await this.#client.get(
      'repository',
      'GET /repos/{owner}/{repo}',
      {},
      (answer: RepositoryResponse) => {
        if (typeof answer?.full_name !== 'string') {
          throw new Error('Unexpected answer: no repository');
        }
        return {
          fullName: answer.full_name,
          defaultBranch: answer.default_branch,
          archived: Boolean(answer.archived || answer.disabled),
        };
      },
    );
    return data;
  }

  /**
   * One page of the branch's history, newest first, with commits of merged branches among them; undefined when the first page is
   * as it was.
   *
   * @throws BranchMissingError when there is no such branch
   */
  async commits(
    branch: string,
    page: number,
  ): Promise<CommitFacts[] | undefined> {
    const parameters = { sha: branch, per_page: PER_PAGE, page };
    const route = 'GET /repos/{owner}/{repo}/commits';
    try {
      if (page > 1) {
        const more = await this.#client.once<CommitResponse[]>(
          route,
          parameters,
        );
        return more.map(toCommitFacts);
      }
      const { data, changed } = await this.#client.get(
        HISTORY,
        route,
        parameters,
        (answer: CommitResponse[]) => requireList(answer).map(toCommitFacts),
      );
      return changed ? data : undefined;
    } catch (error) {
      if (statusOf(error) === 404) {
        throw new BranchMissingError(branch);
      }
      throw error;
    }
  }

  /** Has the next reading of the history start anew, whether it changed or not. */
  forgetHistory(): void {
    this.#client.forget(HISTORY);
  }

  /**
   * What a commit changed against its first parent, as far as it matters to claims. One with more than {@link MAX_FILES} files
   * is taken to be no request for a cluster.
   */
  async files(
    commit: CommitFacts,
    wanted: (path: string) => boolean,
  ): Promise<ParsedFile[]> {
    const { files = [] } = await this.#client.once<{ files?: ListedFile[] }>(
      'GET /repos/{owner}/{repo}/commits/{ref}',
      { ref: commit.sha },
    );
    // GitHub gives 300 files a page.
    if (files.length >= MAX_FILES) {
      return [];
    }
    return this.#files.parse({
      listed: files,
      head: commit.sha,
      base: async () => commit.parents[0],
      wanted,
    });
  }

  /** Whether a merged pull request into `branch` brought this commit. */
  async cameByPullRequest(sha: string, branch: string): Promise<boolean> {
    const pulls = await this.#client.once<
      { merged_at: string | null; base: { ref: string } }[]
    >('GET /repos/{owner}/{repo}/commits/{sha}/pulls', {
      sha,
      per_page: PER_PAGE,
    });
    return pulls.some(
      ({ merged_at, base }) => merged_at !== null && base.ref === branch,
    );
  }

  /** How `revision` stands to `commit`. */
  async ancestry(revision: string, commit: string): Promise<Ancestry> {
    try {
      const { status } = await this.#client.once<{ status: string }>(
        'GET /repos/{owner}/{repo}/compare/{base}...{head}',
        { base: commit, head: revision, per_page: 1 },
      );
      return ANCESTRIES[status] ?? 'diverged';
    } catch (error) {
      // What has no common ancestor is not found either.
      if (statusOf(error) === 404) {
        return 'not-found';
      }
      throw error;
    }
  }
}
