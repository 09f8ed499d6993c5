import type { ChecksSummary } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { RepositoryLocation } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { Octokit } from '@octokit/rest';
import type { ChangedFile } from './claimChanges';

/** What the model wants to know of a pull request, in our names. */
export interface PullFacts {
  number: number;
  url: string;
  title: string;
  body?: string;
  open: boolean;
  draft: boolean;
  author: string;
  branch: string;
  base: string;
  headSha: string;
  /** Head of the base branch when GitHub last looked; for a merged one the first parent of nothing in particular. */
  baseSha: string;
  createdAt: string;
  updatedAt: string;
  mergedAt?: string;
  closedAt?: string;
  mergedBy?: string;
  mergeCommit?: string;
  mergeableState?: string;
}

export interface PullRequestFacts {
  pull: PullFacts;
  reviews: { user?: string; state: string; submittedAt?: string }[];
  checks?: ChecksSummary;
}

/** Files of a pull request that are read; one with more is taken to be no request for a cluster. */
const MAX_FILES = 300;
const FAILED_CONCLUSIONS = new Set([
  'failure',
  'timed_out',
  'cancelled',
  'action_required',
  'startup_failure',
]);

type PullResponse = Awaited<
  ReturnType<Octokit['rest']['pulls']['get']>
>['data'];

function toPullFacts(pull: PullResponse): PullFacts {
  return {
    number: pull.number,
    url: pull.html_url,
    title: pull.title,
    body: pull.body ?? undefined,
    open: pull.state === 'open',
    draft: Boolean(pull.draft),
    author: pull.user?.login ?? 'ghost',
    branch: pull.head.ref,
    base: pull.base.ref,
    headSha: pull.head.sha,
    baseSha: pull.base.sha,
    createdAt: pull.created_at,
    updatedAt: pull.updated_at,
    mergedAt: pull.merged_at ?? undefined,
    closedAt: pull.closed_at ?? undefined,
    mergedBy: pull.merged_by?.login ?? undefined,
    mergeCommit: pull.merge_commit_sha ?? undefined,
    mergeableState: pull.mergeable_state ?? undefined,
  };
}

interface CachedAnswer {
  etag: string;
  data: unknown;
}

/**
 * Reads pull requests of one repository. Answers are kept with their ETag and asked for conditionally: a 304 costs nothing of
 * GitHub's rate limit.
 */
export class PullRequestReader {
  readonly #octokit: Octokit;
  readonly #repository: { owner: string; repo: string };
  readonly #answers = new Map<string, CachedAnswer>();

  constructor(octokit: Octokit, repository: RepositoryLocation) {
    this.#octokit = octokit;
    this.#repository = { owner: repository.owner, repo: repository.repo };
  }

  /**
   * The newest `limit` pull requests into `base`, by last update, as number and version; undefined when nothing changed since
   * the last call.
   */
  async changedPulls(options: {
    base: string;
    limit: number;
  }): Promise<
    { number: number; open: boolean; version: string }[] | undefined
  > {
    const perPage = Math.min(100, options.limit);
    const pages = Math.ceil(options.limit / perPage);
    const pulls: { number: number; open: boolean; version: string }[] = [];
    for (let page = 1; page <= pages; page++) {
      const { data, changed } = await this.#get<PullResponse[]>(
        'GET /repos/{owner}/{repo}/pulls',
        {
          state: 'all',
          sort: 'updated',
          direction: 'desc',
          base: options.base,
          per_page: perPage,
          page,
        },
      );
      if (page === 1 && !changed) {
        return undefined;
      }
      for (const pull of data) {
        pulls.push({
          number: pull.number,
          open: pull.state === 'open',
          version: [
            pull.updated_at,
            pull.state,
            pull.head.sha,
            pull.merged_at,
          ].join(),
        });
      }
      if (data.length < perPage) {
        break;
      }
    }
    return pulls;
  }

  /** Everything about one pull request but its files. */
  async facts(number: number): Promise<PullRequestFacts> {
    const { data: pull } = await this.#get<PullResponse>(
      'GET /repos/{owner}/{repo}/pulls/{number}',
      { number },
    );
    const { data: reviews } = await this.#get<
      {
        user: { login: string } | null;
        state: string;
        submitted_at?: string;
      }[]
    >('GET /repos/{owner}/{repo}/pulls/{number}/reviews', {
      number,
      per_page: 100,
    });
    return {
      pull: toPullFacts(pull),
      reviews: reviews.map(review => ({
        user: review.user?.login,
        state: review.state,
        submittedAt: review.submitted_at,
      })),
      checks: await this.#checks(pull.head.sha),
    };
  }

  /** The pull request's files that `wanted` says yes to, with their text at its merge base and at its head. */
  async files(
    pull: PullFacts,
    wanted: (path: string) => boolean,
  ): Promise<ChangedFile[]> {
    const { data: listed } = await this.#octokit.rest.pulls.listFiles({
      ...this.#repository,
      pull_number: pull.number,
      per_page: 100,
    });
    if (listed.length > MAX_FILES) {
      return [];
    }
    const files: ChangedFile[] = [];
    const base = listed.some(file => file.status !== 'added')
      ? await this.#mergeBase(pull)
      : undefined;
    for (const file of listed) {
      const previousPath = file.previous_filename;
      if (wanted(file.filename) || (previousPath && wanted(previousPath))) {
        files.push({
          path: file.filename,
          previousPath,
          head:
            file.status === 'removed'
              ? undefined
              : await this.#text(file.filename, pull.headSha),
          base:
            file.status === 'added' || !base
              ? undefined
              : await this.#text(previousPath ?? file.filename, base),
        });
      }
    }
    return files;
  }

  /** Whether `revision` has `commit` among its ancestors, or is it. False for commits that the repository does not have. */
  async contains(revision: string, commit: string): Promise<boolean> {
    try {
      const { data } = await this.#octokit.rest.repos.compareCommits({
        ...this.#repository,
        base: commit,
        head: revision,
        per_page: 1,
      });
      return data.status === 'ahead' || data.status === 'identical';
    } catch (error) {
      if ((error as { status?: number }).status === 404) {
        return false;
      }
      throw error;
    }
  }

  async #mergeBase(pull: PullFacts): Promise<string> {
    const { data } = await this.#octokit.rest.repos.compareCommits({
      ...this.#repository,
      base: pull.baseSha,
      head: pull.headSha,
      per_page: 1,
    });
    return data.merge_base_commit.sha;
  }

  async #text(path: string, ref: string): Promise<string | undefined> {
    try {
      const { data } = await this.#octokit.rest.repos.getContent({
        ...this.#repository,
        path,
        ref,
      });
      return !Array.isArray(data) && 'content' in data
        ? Buffer.from(data.content, 'base64').toString('utf8')
        : undefined;
    } catch (error) {
      if ((error as { status?: number }).status === 404) {
        return undefined;
      }
      throw error;
    }
  }

  async #checks(sha: string): Promise<ChecksSummary | undefined> {
    const { data: runs } = await this.#get<{
      check_runs: {
        name: string;
        status: string;
        conclusion: string | null;
      }[];
    }>('GET /repos/{owner}/{repo}/commits/{sha}/check-runs', {
      sha,
      per_page: 100,
    });
    const { data: combined } = await this.#get<{
      statuses: { context: string; state: string }[];
    }>('GET /repos/{owner}/{repo}/commits/{sha}/status', {
      sha,
      per_page: 100,
    });
    const results = [
      ...runs.check_runs.map(run => ({
        name: run.name,
        pending: run.status !== 'completed',
        failed: FAILED_CONCLUSIONS.has(run.conclusion ?? ''),
      })),
      ...combined.statuses.map(status => ({
        name: status.context,
        pending: status.state === 'pending',
        failed: status.state === 'failure' || status.state === 'error',
      })),
    ];
    if (results.length === 0) {
      return undefined;
    }
    const failures = results.filter(result => result.failed);
    const pending = results.filter(result => result.pending).length;
    return {
      total: results.length,
      passed: results.length - failures.length - pending,
      failed: failures.length,
      pending,
      failures: failures.map(result => result.name).sort(),
    };
  }

  async #get<T>(
    route: string,
    parameters: Record<string, string | number>,
  ): Promise<{ data: T; changed: boolean }> {
    const key = `${route} ${JSON.stringify(parameters)}`;
    const known = this.#answers.get(key);
    try {
      const response = await this.#octokit.request(route, {
        ...this.#repository,
        ...parameters,
        headers: known ? { 'if-none-match': known.etag } : {},
      });
      const etag = response.headers.etag;
      if (etag) {
        this.#answers.set(key, { etag, data: response.data });
      }
      return { data: response.data as T, changed: true };
    } catch (error) {
      if (known && (error as { status?: number }).status === 304) {
        return { data: known.data as T, changed: false };
      }
      throw error;
    }
  }

  /** Forgets the answers about pull requests that nobody asks for any more. */
  forget(number: number): void {
    for (const key of this.#answers.keys()) {
      if (
        key.includes(`"number":${number},`) ||
        key.includes(`"number":${number}}`)
      ) {
        this.#answers.delete(key);
      }
    }
  }
}
