import type { RepositoryLocation } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { Octokit } from '@octokit/rest';
import type { RateLimits } from './RateLimits';

type Parameters = Record<string, string | number>;

interface KnownAnswer {
  /** What was asked for: an answer to something else is no use. */
  parameters: string;
  etag?: string;
  data: unknown;
}

interface Answer {
  status: number;
  headers: Record<string, string | number | undefined>;
  data: unknown;
}

/** A server that accepts and stays silent is as good as none. */
const REQUEST_TIMEOUT_MS = 30_000;
const PER_PAGE = 100;

/**
 * What each call carries: a limit to its time, and no second attempt by the client, since whoever asks here asks again by
 * itself and wants to say at once that GitHub does not answer.
 */
const READ_OPTIONS = {
  retries: 0,
  fetch: (url: string, init?: RequestInit) =>
    fetch(url, { ...init, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) }),
};

/** What calls itself GitHub may be a proxy's sign-in page. */
export function requireList<T>(answer: T[]): T[] {
  if (!Array.isArray(answer)) {
    throw new Error('Unexpected answer: no list');
  }
  return answer;
}

/**
 * Reads one repository, conditionally where the same is asked again: answers are kept with their ETag, one for each route of a
 * scope, and asked for again with it. A 304 costs nothing of GitHub's rate limit. It counts what it asks, and asks nothing while
 * GitHub wishes to be left alone.
 */
export class ConditionalClient {
  readonly #repository: { owner: string; repo: string };
  readonly #limits: RateLimits;
  readonly #scopes = new Map<string | number, Map<string, KnownAnswer>>();
  #octokit: Octokit;
  #calls = 0;
  #unchanged = 0;

  constructor(
    octokit: Octokit,
    { owner, repo }: RepositoryLocation,
    limits: RateLimits,
  ) {
    this.#octokit = octokit;
    this.#repository = { owner, repo };
    this.#limits = limits;
  }

  /** Goes on with another client, whose credentials are newer; what is known stays. */
  renew(octokit: Octokit): void {
    this.#octokit = octokit;
  }

  /** Calls since the last time this was asked, and those of them that were answered 304. */
  takeCost(): { calls: number; unchanged: number } {
    const cost = { calls: this.#calls, unchanged: this.#unchanged };
    this.#calls = 0;
    this.#unchanged = 0;
    return cost;
  }

  /** One answer, of which `pick` says what is kept, and whether that differs from the last one. */
  async get<R, T>(
    scope: string | number,
    route: string,
    parameters: Parameters,
    pick: (answer: R) => T,
  ): Promise<{ data: T; changed: boolean }> {
    const answers = this.#scopes.get(scope) ?? new Map<string, KnownAnswer>();
    this.#scopes.set(scope, answers);
    const key = `${route} ${parameters.page ?? ''}`;
    const asked = JSON.stringify(parameters);
    const found = answers.get(key);
    const known = found?.parameters === asked ? found : undefined;
    const { status, headers, data } = await this.#ask(
      route,
      parameters,
      known?.etag,
    );
    if (status === 304) {
      return { data: known?.data as T, changed: false };
    }
    const etag = headers.etag === undefined ? undefined : String(headers.etag);
    const picked = pick(data as R);
    answers.set(key, { parameters: asked, etag, data: picked });
    // Other credentials have other ETags for the same answer.
    const changed = JSON.stringify(known?.data) !== JSON.stringify(picked);
    return { data: picked, changed };
  }

  /** One answer that need not be kept: to a question that is asked once. */
  async once<T>(route: string, parameters: Parameters): Promise<T> {
    return (await this.#ask(route, parameters)).data as T;
  }

  /** All pages of a list, up to a number of entries, of which `pick` says what is kept. */
  async list<R, T>(
    scope: string | number,
    route: string,
    parameters: Parameters,
    options: { limit: number; pick: (entry: R) => T },
  ): Promise<{ data: T[]; changed: boolean }> {
    const entries: T[] = [];
    let changed = false;
    for (let page = 1; entries.length < options.limit; page++) {
      const answer = await this.get(
        scope,
        route,
        { ...parameters, per_page: PER_PAGE, page },
        (answered: R[]) => requireList(answered).map(options.pick),
      );
      entries.push(...answer.data);
      changed ||= answer.changed;
      if (answer.data.length < PER_PAGE) {
        break;
      }
    }
    return { data: entries, changed };
  }

  /** Forgets the answers of a scope that nobody asks about any more. */
  forget(scope: string | number): void {
    this.#scopes.delete(scope);
  }

  async #ask(
    route: string,
    parameters: Parameters,
    etag?: string,
  ): Promise<Answer> {
    this.#limits.require();
    this.#calls += 1;
    try {
      const response = await this.#octokit.request(route, {
        ...this.#repository,
        ...parameters,
        headers: etag ? { 'if-none-match': etag } : {},
        request: READ_OPTIONS,
      });
      this.#limits.note(response.headers);
      return response;
    } catch (error) {
      const { status, response } = error as {
        status?: number;
        response?: { headers?: Answer['headers'] };
      };
      if (etag && status === 304) {
        this.#unchanged += 1;
        this.#limits.note(response?.headers ?? {});
        return { status, headers: {}, data: undefined };
      }
      this.#limits.refused(error);
      throw error;
    }
  }
}
