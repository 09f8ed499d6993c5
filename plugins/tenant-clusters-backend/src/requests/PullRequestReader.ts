import type { ChecksSummary } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { RepositoryLocation } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { Octokit } from '@octokit/rest';
import type { ChangedFile } from './claimChanges';
import { ConditionalClient, READ_OPTIONS } from './ConditionalClient';
import { toPullFacts, type PullFacts, type PullResponse } from './pullFacts';
import {
  summarizeChecks,
  type CheckRunResponse,
  type StatusResponse,
} from './summarizeChecks';
import type { Ancestry } from './types';

export interface ReviewFacts {
  user?: string;
  state: string;
  submittedAt?: string;
}

export interface PullRequestFacts {
  pull: PullFacts;
  reviews: ReviewFacts[];
  checks?: ChecksSummary;
}

interface ReviewResponse {
  user: { login: string } | null;
  state: string;
  submitted_at?: string;
}

/** Files of a pull request that are read; one with more is taken to be no request for a cluster. */
const MAX_FILES = 300;
const MAX_REVIEWS = 1000;
const PER_PAGE = 100;
const LIST = 'list';

/** https://docs.github.com/en/rest/commits/commits#compare-two-commits: how the head, here the revision, stands to the base. */
const ANCESTRIES: Record<string, Ancestry> = {
  ahead: 'contained',
  identical: 'contained',
  behind: 'missing',
  diverged: 'diverged',
};

const isNotFound = (error: unknown) =>
  (error as { status?: number }).status === 404;

/** Reads pull requests of one repository, conditionally wherever the same is asked again. */
export class PullRequestReader {
  readonly #octokit: Octokit;
  readonly #client: ConditionalClient;
  readonly #repository: { owner: string; repo: string };
  readonly #reviews = new Map<number, ReviewFacts[]>();

  constructor(octokit: Octokit, repository: RepositoryLocation) {
    this.#octokit = octokit;
    this.#client = new ConditionalClient(octokit, repository);
    this.#repository = { owner: repository.owner, repo: repository.repo };
  }

  /** The newest `limit` pull requests into `base`, by last update; undefined when nothing changed since the last call. */
  async changedPulls(options: {
    base: string;
    limit: number;
  }): Promise<PullFacts[] | undefined> {
    const pulls: PullFacts[] = [];
    for (let page = 1; pulls.length < options.limit; page++) {
      const { data, changed } = await this.#client.get<PullResponse[]>(
        LIST,
        'GET /repos/{owner}/{repo}/pulls',
        {
          state: 'all',
          sort: 'updated',
          direction: 'desc',
          base: options.base,
          per_page: PER_PAGE,
          page,
        },
      );
      if (!Array.isArray(data)) {
        throw new Error('Unexpected answer: no list of pull requests');
      }
      if (page === 1 && !changed) {
        return undefined;
      }
      pulls.push(...data.map(toPullFacts));
      if (data.length < PER_PAGE) {
        break;
      }
    }
    return pulls.slice(0, options.limit);
  }

  /**
   * Everything about one pull request but its files. Reviews are asked for only when the pull request itself changed, as a
   * review does to it, or when `thorough`; checks and mergeability change without a trace.
   */
  async facts(number: number, thorough: boolean): Promise<PullRequestFacts> {
    const { data, changed } = await this.#client.get<PullResponse>(
      number,
      'GET /repos/{owner}/{repo}/pulls/{number}',
      { number },
    );
    const pull = toPullFacts(data);
    const known = this.#reviews.get(number);
    const [reviews, checks] = await Promise.all([
      known && !changed && !thorough ? known : this.#readReviews(number),
      this.#readChecks(number, pull.headSha),
    ]);
    return { pull, reviews, checks };
  }

  /** The pull request's files that `wanted` says yes to, with their text at its merge base and at its head. */
  async files(
    pull: Pick<PullFacts, 'number' | 'headSha' | 'baseSha'>,
    wanted: (path: string) => boolean,
  ): Promise<ChangedFile[]> {
    const listed = await this.#octokit.paginate(
      this.#octokit.rest.pulls.listFiles,
      {
        ...this.#repository,
        pull_number: pull.number,
        per_page: PER_PAGE,
        request: READ_OPTIONS,
      },
    );
    if (listed.length > MAX_FILES) {
      return [];
    }
    const chosen = listed
      .map(({ filename, status, previous_filename }) => ({
        path: filename,
        // A copy names where it came from too, but takes nothing away from there.
        previousPath: status === 'renamed' ? previous_filename : undefined,
        atHead: status !== 'removed',
        atBase: status !== 'added' && status !== 'copied',
      }))
      .filter(
        ({ path, previousPath }) =>
          wanted(path) || (previousPath !== undefined && wanted(previousPath)),
      );
    const base = chosen.some(file => file.atBase)
      ? await this.#mergeBase(pull)
      : undefined;
    return Promise.all(
      chosen.map(async ({ path, previousPath, atHead, atBase }) => ({
        path,
        previousPath,
        head: atHead ? await this.#text(path, pull.headSha) : undefined,
        base:
          atBase && base
            ? await this.#text(previousPath ?? path, base)
            : undefined,
      })),
    );
  }

  /** How `revision` stands to `commit`. */
  async ancestry(revision: string, commit: string): Promise<Ancestry> {
    try {
      const { data } = await this.#compare(commit, revision);
      return ANCESTRIES[data.status] ?? 'diverged';
    } catch (error) {
      // What has no common ancestor is not found either.
      if (isNotFound(error)) {
        return 'not-found';
      }
      throw error;
    }
  }

  /** Forgets the answers about a pull request that nobody asks about any more. */
  forget(number: number): void {
    this.#client.forget(number);
    this.#reviews.delete(number);
  }

  #compare(base: string, head: string) {
    return this.#octokit.rest.repos.compareCommits({
      ...this.#repository,
      base,
      head,
      per_page: 1,
      request: READ_OPTIONS,
    });
  }

  /** Undefined when the two histories have nothing in common. */
  async #mergeBase(
    pull: Pick<PullFacts, 'headSha' | 'baseSha'>,
  ): Promise<string | undefined> {
    try {
      const { data } = await this.#compare(pull.baseSha, pull.headSha);
      return data.merge_base_commit.sha;
    } catch (error) {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    }
  }

  /** A file's text; undefined for what is no file, such as a submodule. */
  async #text(path: string, ref: string): Promise<string | undefined> {
    const { data } = await this.#octokit.rest.repos.getContent({
      ...this.#repository,
      path,
      ref,
      request: READ_OPTIONS,
    });
    return !Array.isArray(data) && 'content' in data
      ? Buffer.from(data.content, 'base64').toString('utf8')
      : undefined;
  }

  async #readReviews(number: number): Promise<ReviewFacts[]> {
    const reviews = await this.#client.list<ReviewResponse>(
      number,
      'GET /repos/{owner}/{repo}/pulls/{number}/reviews',
      { number },
      MAX_REVIEWS,
    );
    const facts = reviews.map(review => ({
      user: review.user?.login,
      state: review.state,
      submittedAt: review.submitted_at,
    }));
    this.#reviews.set(number, facts);
    return facts;
  }

  async #readChecks(
    number: number,
    sha: string,
  ): Promise<ChecksSummary | undefined> {
    const [runs, combined] = await Promise.all([
      this.#client.get<{ check_runs: CheckRunResponse[] }>(
        number,
        'GET /repos/{owner}/{repo}/commits/{sha}/check-runs',
        { sha, per_page: PER_PAGE },
      ),
      this.#client.get<{ statuses: StatusResponse[] }>(
        number,
        'GET /repos/{owner}/{repo}/commits/{sha}/status',
        { sha, per_page: PER_PAGE },
      ),
    ]);
    return summarizeChecks(runs.data.check_runs, combined.data.statuses);
  }
}
