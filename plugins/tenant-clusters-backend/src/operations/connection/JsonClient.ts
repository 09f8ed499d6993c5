import { createHash } from 'node:crypto';
import { Agent, Dispatcher, ProxyAgent, request } from 'undici';
import type { HubAccess } from '../../hubs/connection/HubAccess';
import { HubError } from '../../hubs/connection/HubError';
import { readText } from '../../hubs/connection/readText';
import { toHubError } from '../../hubs/connection/toHubError';
import { quoteRemote } from './quoteRemote';
import { RemoteError } from './RemoteError';

const USER_AGENT = 'spokeport-tenant-clusters-backend';
const DEFAULT_TIMEOUT = 10_000;
const DEFAULT_LIMIT = 8 * 1024 * 1024;
const MAX_ERROR_BODY = 64 * 1024;

export interface RemoteRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** After the address of the server, with its query. */
  path: string;
  body?: unknown;
  contentType?: string;
  accept?: string;
  /** Milliseconds until the whole answer; 10 s by default. */
  timeout?: number;
  /** Bytes of the longest answer; 8 MiB by default. */
  limit?: number;
  /** Ends the reading at the limit with what has come, instead of an error. */
  cut?: boolean;
}

/** Single requests to one server, with credentials that are read anew when it lets us in no more. */
export class JsonClient {
  readonly #title: string;
  readonly #open: () => Promise<HubAccess>;
  #access: Promise<HubAccess> | undefined;
  #dispatcher: Dispatcher | undefined;
  #key = '';

  /** @param options.title - what the server is called in errors, for example "Argo CD of Hub Europe" */
  constructor(options: { title: string; open: () => Promise<HubAccess> }) {
    this.#title = options.title;
    this.#open = options.open;
  }

  /** @throws RemoteError */
  async json<T = unknown>(options: RemoteRequest): Promise<T> {
    const text = await this.text(options);
    try {
      return (text === '' ? {} : JSON.parse(text)) as T;
    } catch {
      throw new RemoteError(
        'unreachable',
        `${this.#title} answers with something else than its API`,
      );
    }
  }

  /** @throws RemoteError */
  async text(options: RemoteRequest): Promise<string> {
    try {
      return await this.#send(options);
    } catch (error) {
      if (!(error instanceof RemoteError) || error.status !== 401) {
        throw error;
      }
    }
    // A token may have been rotated, a file written.
    this.#access = undefined;
    return this.#send(options);
  }

  async close(): Promise<void> {
    await this.#dispatcher?.destroy();
    this.#dispatcher = undefined;
    this.#access = undefined;
    this.#key = '';
  }

  async #send(options: RemoteRequest): Promise<string> {
    const { method, path, body, timeout = DEFAULT_TIMEOUT } = options;
    const { limit = DEFAULT_LIMIT, cut = false } = options;
    const signal = AbortSignal.timeout(timeout);
    try {
      const access = await this.#opened();
      const response = await request(`${access.url}${path}`, {
        method,
        dispatcher: this.#dispatcher,
        signal,
        headers: {
          ...(await access.headers()),
          accept: options.accept ?? 'application/json',
          'user-agent': USER_AGENT,
          ...(body !== undefined && {
            'content-type': options.contentType ?? 'application/json',
          }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      response.body.on('error', () => {});
      if (response.statusCode < 200 || response.statusCode >= 300) {
        throw this.#refusal(
          response.statusCode,
          await readText(response.body, MAX_ERROR_BODY).catch(() => ''),
        );
      }
      return cut
        ? await readUpTo(response.body, limit)
        : await readText(response.body, limit);
    } catch (error) {
      throw this.#failure(signal.aborted ? signal.reason : error);
    }
  }

  async #opened(): Promise<HubAccess> {
    this.#access ??= this.#open();
    try {
      const access = await this.#access;
      this.#connect(access);
      return access;
    } catch (error) {
      this.#access = undefined;
      throw error;
    }
  }

  #connect(access: HubAccess): void {
    const { url, tls, proxy } = access;
    const key = createHash('sha256')
      .update(JSON.stringify({ url, tls, proxy }))
      .digest('hex');
    if (key !== this.#key || !this.#dispatcher) {
      void this.#dispatcher?.close();
      this.#dispatcher = proxy
        ? new ProxyAgent({ uri: proxy, requestTls: tls })
        : new Agent({ allowH2: false, connect: { ...tls } });
      this.#key = key;
    }
  }

  #refusal(status: number, body: string): RemoteError {
    const quote = quoteRemote(body);
    return new RemoteError(
      'refused',
      quote
        ? `${this.#title} refuses: ${quote}`
        : `${this.#title} answers with status ${status}`,
      { status, quote },
    );
  }

  #failure(error: unknown): RemoteError {
    if (error instanceof RemoteError) {
      return error;
    }
    if (error instanceof HubError && error.type === 'misconfigured') {
      return new RemoteError(
        'misconfigured',
        `${this.#title} can't be reached: ${error.message}`,
      );
    }
    if (error instanceof RangeError) {
      return new RemoteError(
        'unreachable',
        `${this.#title} answers with more than can be shown`,
      );
    }
    return new RemoteError(
      'unreachable',
      (error as { name?: string } | undefined)?.name === 'TimeoutError'
        ? `${this.#title} does not answer`
        : `${this.#title} can't be reached: ${toHubError(error).message}`,
    );
  }
}

async function readUpTo(
  body: AsyncIterable<Buffer> & { destroy(): unknown },
  limit: number,
): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limit) {
      break;
    }
  }
  return Buffer.concat(chunks, length).subarray(0, limit).toString('utf8');
}
