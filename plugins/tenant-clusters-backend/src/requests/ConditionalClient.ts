import type { RepositoryLocation } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { Octokit } from '@octokit/rest';

type Parameters = Record<string, string | number>;

interface KnownAnswer {
  /** What was asked for: an answer to something else is no use. */
  parameters: string;
  etag?: string;
  data: unknown;
}

/** A server that accepts and stays silent is as good as none. */
const REQUEST_TIMEOUT_MS = 30_000;
const PER_PAGE = 100;

/**
 * What each call carries: a limit to its time, and no second attempt by the client, since whoever asks here asks again by
 * itself and wants to say at once that GitHub does not answer.
 */
export const READ_OPTIONS = {
  retries: 0,
  fetch: (url: string, init?: RequestInit) =>
    fetch(url, { ...init, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) }),
};

/**
 * Reads one repository conditionally: answers are kept with their ETag, one for each route of a scope, and asked for again
 * with it. A 304 costs nothing of GitHub's rate limit.
 */
export class ConditionalClient {
  readonly #octokit: Octokit;
  readonly #repository: { owner: string; repo: string };
  readonly #scopes = new Map<string | number, Map<string, KnownAnswer>>();

  constructor(octokit: Octokit, { owner, repo }: RepositoryLocation) {
    this.#octokit = octokit;
    this.#repository = { owner, repo };
  }

  /** One answer, and whether it differs from the last one. */
  async get<T>(
    scope: string | number,
    route: string,
    parameters: Parameters,
  ): Promise<{ data: T; changed: boolean }> {
    const answers = this.#scopes.get(scope) ?? new Map<string, KnownAnswer>();
    this.#scopes.set(scope, answers);
    const key = `${route} ${parameters.page ?? ''}`;
    const asked = JSON.stringify(parameters);
    const found = answers.get(key);
    const known = found?.parameters === asked ? found : undefined;
    try {
      const response = await this.#octokit.request(route, {
        ...this.#repository,
        ...parameters,
        headers: known?.etag ? { 'if-none-match': known.etag } : {},
        request: READ_OPTIONS,
      });
      const { etag } = response.headers;
      answers.set(key, { parameters: asked, etag, data: response.data });
      return { data: response.data as T, changed: true };
    } catch (error) {
      if (known && (error as { status?: number }).status === 304) {
        return { data: known.data as T, changed: false };
      }
      throw error;
    }
  }

  /** All pages of a list, up to a number of entries. */
  async list<T>(
    scope: string | number,
    route: string,
    parameters: Parameters,
    limit: number,
  ): Promise<T[]> {
    const entries: T[] = [];
    for (let page = 1; entries.length < limit; page++) {
      const { data } = await this.get<T[]>(scope, route, {
        ...parameters,
        per_page: PER_PAGE,
        page,
      });
      entries.push(...data);
      if (data.length < PER_PAGE) {
        break;
      }
    }
    return entries;
  }

  /** Forgets the answers of a scope that nobody asks about any more. */
  forget(scope: string | number): void {
    this.#scopes.delete(scope);
  }
}
