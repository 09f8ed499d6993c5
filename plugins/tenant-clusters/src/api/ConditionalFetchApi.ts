import type { FetchApi } from '@backstage/frontend-plugin-api';

interface Entry {
  etag: string;
  body: unknown;
}

/** Answers kept; the oldest goes first. */
const CAPACITY = 60;

/**
 * A FetchApi for JSON reads that sends the ETag of the answer it has. A 304 gives the very object of the first answer, so that what did not
 * change is not drawn anew. An instance belongs to one signed-in person: signing out loads the page anew.
 */
export class ConditionalFetchApi implements FetchApi {
  readonly #fetchApi: FetchApi;
  readonly #entries = new Map<string, Entry>();

  static create(options: { fetchApi: FetchApi }) {
    return new ConditionalFetchApi(options.fetchApi);
  }

  private constructor(fetchApi: FetchApi) {
    this.#fetchApi = fetchApi;
  }

  fetch: typeof fetch = async (input, init) => {
    const url =
      typeof input === 'object' && 'url' in input ? input.url : String(input);
    const known = this.#entries.get(url);
    const response = await this.#fetchApi.fetch(input, {
      ...init,
      // The browser's own cache would answer 200 for a 304 and parse it again.
      cache: 'no-store',
      headers: {
        ...(init?.headers as Record<string, string> | undefined),
        ...(known ? { 'If-None-Match': known.etag } : {}),
      },
    });
    if (response.status === 304 && known) {
      this.#keep(url, known);
      return answer(response, known.body);
    }
    const etag = response.headers.get('etag');
    if (!response.ok || !etag) {
      this.#entries.delete(url);
      return response;
    }
    const body: unknown = await response.json();
    this.#keep(url, { etag, body });
    return answer(response, body);
  };

  #keep(url: string, entry: Entry) {
    this.#entries.delete(url);
    this.#entries.set(url, entry);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= CAPACITY) {
        break;
      }
      this.#entries.delete(oldest);
    }
  }
}

/** A Response's own properties are getters that a copy by prototype can't call: only what the generated client reads is given. */
function answer(response: Response, body: unknown): Response {
  const { headers, url, statusText } = response;
  const json = async () => body;
  return { ok: true, status: 200, headers, url, statusText, json } as Response;
}
