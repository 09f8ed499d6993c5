import type { ChecksSummary } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { requireList, type ConditionalClient } from './ConditionalClient';
import { isLimit } from './describeGithubError';
import type { FileReader, ListedFile } from './FileReader';
import type { ParsedFile } from './parseChangedFile';
import { toPullFacts, type PullFacts, type PullResponse } from './pullFacts';
import {
  summarizeChecks,
  type CheckRunResponse,
  type StatusResponse,
} from './summarizeChecks';

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

/** Open pull requests that are looked at, those updated last first. */
export const MAX_OPEN = 2_000;
/** Files of a pull request that are read; one with more is taken to be no request for a cluster. */
export const MAX_FILES = 300;
const MAX_REVIEWS = 1000;
const PER_PAGE = 100;
const OPEN = 'open';
const ENDED = 'ended';

const isNotFound = (error: unknown) =>
  (error as { status?: number }).status === 404;

/** Reads pull requests of one repository, conditionally wherever the same is asked again. */
export class PullRequestReader {
  readonly #client: ConditionalClient;
  readonly #files: FileReader;
  readonly #reviews = new Map<number, ReviewFacts[]>();
  #checksDenied = false;

  constructor(client: ConditionalClient, files: FileReader) {
    this.#client = client;
    this.#files = files;
  }

  /** Whether the credentials may not read checks, so that there seem to be none. */
  get checksDenied(): boolean {
    return this.#checksDenied;
  }

  /** All open pull requests into `base`, up to {@link MAX_OPEN}; undefined when nothing changed since the last call. */
  async open(base: string): Promise<PullFacts[] | undefined> {
    const { data, changed } = await this.#client.list(
      OPEN,
      'GET /repos/{owner}/{repo}/pulls',
      { state: 'open', sort: 'updated', direction: 'desc', base },
      { limit: MAX_OPEN, pick: toPullFacts },
    );
    return changed ? data : undefined;
  }

  /**
   * Merged and closed pull requests into `base`, those updated last first, until `known` says yes to the last one of a page or
   * `limit` is reached; undefined when nothing changed since the last call.
   */
  async ended(options: {
    base: string;
    limit: number;
    known: (pull: PullFacts) => boolean;
  }): Promise<PullFacts[] | undefined> {
    const pulls: PullFacts[] = [];
    for (let page = 1; pulls.length < options.limit; page++) {
      const { data, changed } = await this.#client.get(
        ENDED,
        'GET /repos/{owner}/{repo}/pulls',
        {
          state: 'closed',
          sort: 'updated',
          direction: 'desc',
          base: options.base,
          per_page: PER_PAGE,
          page,
        },
        (answer: PullResponse[]) => requireList(answer).map(toPullFacts),
      );
      if (page === 1 && !changed) {
        return undefined;
      }
      pulls.push(...data);
      const last = pulls.at(-1);
      if (data.length < PER_PAGE || !last || options.known(last)) {
        break;
      }
    }
    return pulls.slice(0, options.limit);
  }

  /** One pull request; undefined when it is there no more. */
  async pull(number: number): Promise<PullFacts | undefined> {
    try {
      return (await this.#readPull(number)).data;
    } catch (error) {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    }
  }

  /**
   * Everything about one pull request but its files. Reviews are asked for only when the pull request itself changed, as a
   * review does to it, or when `thorough`; checks and mergeability change without a trace.
   */
  async facts(number: number, thorough: boolean): Promise<PullRequestFacts> {
    const { data: pull, changed } = await this.#readPull(number);
    const known = this.#reviews.get(number);
    const [reviews, checks] = await Promise.all([
      known && !changed && !thorough ? known : this.#readReviews(number),
      this.#readChecks(number, pull.headSha),
    ]);
    return { pull, reviews, checks };
  }

  /** The pull request's files between its merge base and its head, as far as they matter to claims. */
  async files(
    pull: Pick<PullFacts, 'number' | 'headSha' | 'baseSha'>,
    wanted: (path: string) => boolean,
  ): Promise<ParsedFile[]> {
    const listed: ListedFile[] = [];
    for (let page = 1; listed.length <= MAX_FILES; page++) {
      const files = await this.#client.once<ListedFile[]>(
        'GET /repos/{owner}/{repo}/pulls/{number}/files',
        { number: pull.number, per_page: PER_PAGE, page },
      );
      listed.push(...files);
      if (files.length < PER_PAGE) {
        break;
      }
    }
    if (listed.length > MAX_FILES) {
      return [];
    }
    return this.#files.parse({
      listed,
      head: pull.headSha,
      base: () => this.#mergeBase(pull),
      wanted,
    });
  }

  /** Forgets the answers about a pull request that nobody asks about any more. */
  forget(number: number): void {
    this.#client.forget(number);
    this.#reviews.delete(number);
  }

  #readPull(number: number) {
    return this.#client.get(
      number,
      'GET /repos/{owner}/{repo}/pulls/{number}',
      { number },
      toPullFacts,
    );
  }

  /** Undefined when the two histories have nothing in common. */
  async #mergeBase(
    pull: Pick<PullFacts, 'headSha' | 'baseSha'>,
  ): Promise<string | undefined> {
    try {
      const compared = await this.#client.once<{
        merge_base_commit: { sha: string };
      }>('GET /repos/{owner}/{repo}/compare/{base}...{head}', {
        base: pull.baseSha,
        head: pull.headSha,
        per_page: 1,
      });
      return compared.merge_base_commit.sha;
    } catch (error) {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    }
  }

  async #readReviews(number: number): Promise<ReviewFacts[]> {
    const { data } = await this.#client.list(
      number,
      'GET /repos/{owner}/{repo}/pulls/{number}/reviews',
      { number },
      {
        limit: MAX_REVIEWS,
        pick: ({ user, state, submitted_at }: ReviewResponse) => ({
          user: user?.login,
          state,
          submittedAt: submitted_at,
        }),
      },
    );
    this.#reviews.set(number, data);
    return data;
  }

  async #readChecks(
    number: number,
    sha: string,
  ): Promise<ChecksSummary | undefined> {
    const [runs, combined] = await Promise.all([
      this.#unlessForbidden(
        this.#client.get(
          number,
          'GET /repos/{owner}/{repo}/commits/{sha}/check-runs',
          { sha, per_page: PER_PAGE },
          ({ check_runs }: { check_runs: CheckRunResponse[] }) =>
            check_runs.map(({ name, status, conclusion }) => ({
              name,
              status,
              conclusion,
            })),
        ),
      ),
      this.#unlessForbidden(
        this.#client.get(
          number,
          'GET /repos/{owner}/{repo}/commits/{sha}/status',
          { sha, per_page: PER_PAGE },
          ({ statuses }: { statuses: StatusResponse[] }) =>
            statuses.map(({ context, state }) => ({ context, state })),
        ),
      ),
    ]);
    this.#checksDenied = !runs || !combined;
    return summarizeChecks(runs?.data ?? [], combined?.data ?? []);
  }

  /** Fine-grained tokens are often allowed the pull requests but not the checks: what they may read is worth having alone. */
  async #unlessForbidden<T>(asking: Promise<T>): Promise<T | undefined> {
    try {
      return await asking;
    } catch (error) {
      if ((error as { status?: number }).status === 403 && !isLimit(error)) {
        return undefined;
      }
      throw error;
    }
  }
}
