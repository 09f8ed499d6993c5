import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Agent, Dispatcher, ProxyAgent, request } from 'undici';
import type { HubKubernetes } from '../config/HubConfig';
import { createTlsConnector } from './createTlsConnector';
import { HubAccess, openHubAccess } from './HubAccess';
import { HubError } from './HubError';
import { readText } from './readText';
import { SilenceGuard } from './SilenceGuard';
import { parseRetryAfter, statusError, toHubError } from './toHubError';

const USER_AGENT = 'spokeport-tenant-clusters-backend';
const MAX_ERROR_BODY = 64 * 1024;
const MAX_DOCUMENT = 256 * 1024 * 1024;

export interface HubRequest {
  /** From the root of the API server, with its query. */
  path: string;
  /** Default `application/json`. */
  accept?: string;
  signal: AbortSignal;
}

/**
 * The one way to a hub: a single connection pool, credentials that renew themselves, and errors in words. HTTP/1.1 only:
 * over HTTP/2 undici's default window makes a large list crawl (nodejs/undici#2750).
 */
export class HubConnection {
  #kubernetes: HubKubernetes;
  readonly #headersTimeout: number;
  readonly #onHeard: () => void;
  #access: HubAccess | undefined;
  #dispatcher: Dispatcher | undefined;
  #dispatcherKey = '';
  #reloading: Promise<void> | undefined;

  constructor(options: {
    kubernetes: HubKubernetes;
    /** Milliseconds until the headers of an answer. */
    headersTimeout: number;
    /** Called whenever the hub says anything. */
    onHeard?: () => void;
  }) {
    this.#kubernetes = options.kubernetes;
    this.#headersTimeout = options.headersTimeout;
    this.#onHeard = options.onHeard ?? (() => {});
  }

  /**
   * Asks for a stream. A 401 renews the credentials and is tried once more.
   *
   * @throws HubError for anything but a 2xx status; the signal's reason once it is aborted
   */
  async stream(options: HubRequest): Promise<Readable> {
    try {
      return await this.#send(options);
    } catch (error) {
      if (!(error instanceof HubError) || error.type !== 'unauthorized') {
        throw error;
      }
    }
    await this.reload();
    return this.#send(options);
  }

  /**
   * Asks for a document.
   *
   * @param options.onLength - told how many characters it has
   * @throws as {@link HubConnection.stream}, and HubError `failing` when it is no JSON
   */
  async json(
    options: HubRequest & { onLength?: (characters: number) => void },
  ): Promise<unknown> {
    const guard = new SilenceGuard(this.#headersTimeout, options.signal);
    try {
      const body = await this.stream({ ...options, signal: guard.signal });
      const text = await readText(body, MAX_DOCUMENT, () => {
        guard.heard();
        this.#onHeard();
      });
      options.onLength?.(text.length);
      return JSON.parse(text);
    } catch (error) {
      options.signal.throwIfAborted();
      throw error instanceof SyntaxError
        ? new HubError('failing', 'The hub answers with something else.')
        : toHubError(guard.signal.reason ?? error);
    } finally {
      guard.stop();
    }
  }

  /** Tells that bytes arrived on a stream that this connection gave. */
  heard(): void {
    this.#onHeard();
  }

  /** Takes over another configuration, with the next request or reload. */
  configure(kubernetes: HubKubernetes): void {
    this.#kubernetes = kubernetes;
    this.#access = undefined;
  }

  /** Reads the configuration again; connections are kept unless they would be made differently. */
  reload(): Promise<void> {
    this.#reloading ??= this.#open().finally(() => {
      this.#reloading = undefined;
    });
    return this.#reloading;
  }

  /** Ends every connection. */
  async close(): Promise<void> {
    await this.#dispatcher?.destroy();
    this.#dispatcher = undefined;
    this.#access = undefined;
    this.#dispatcherKey = '';
  }

  async #open(): Promise<void> {
    const access = await openHubAccess(this.#kubernetes);
    const { url, tls, proxy } = access;
    const key = createHash('sha256')
      .update(JSON.stringify({ url, tls, proxy }))
      .digest('hex');
    if (key !== this.#dispatcherKey || !this.#dispatcher) {
      const previous = this.#dispatcher;
      this.#dispatcher = createDispatcher(access, this.#headersTimeout);
      this.#dispatcherKey = key;
      // Streams of the old one belong to a hub, or a trust, that is no longer meant.
      void previous?.destroy();
    }
    this.#access = access;
  }

  async #send(options: HubRequest): Promise<Readable> {
    const { path, accept = 'application/json', signal } = options;
    if (!this.#access) {
      await this.reload();
    }
    const access = this.#access!;
    signal.throwIfAborted();
    // Not AbortSignal.timeout: it must end with the headers, while the body goes on.
    const headersLimit = new AbortController();
    const timer = setTimeout(
      () =>
        headersLimit.abort(new HubError('silent', 'The hub does not answer.')),
      this.#headersTimeout,
    );
    try {
      const response = await request(`${access.url}${path}`, {
        dispatcher: this.#dispatcher,
        signal: AbortSignal.any([signal, headersLimit.signal]),
        headers: {
          ...(await access.headers()),
          accept,
          'user-agent': USER_AGENT,
        },
      });
      // An error after the last read would otherwise have no one to tell.
      response.body.on('error', () => {});
      if (response.statusCode >= 200 && response.statusCode < 300) {
        this.#onHeard();
        return response.body;
      }
      throw await this.#statusError(response);
    } catch (error) {
      signal.throwIfAborted();
      throw toHubError(headersLimit.signal.reason ?? error);
    } finally {
      clearTimeout(timer);
    }
  }

  async #statusError(response: Dispatcher.ResponseData): Promise<HubError> {
    // Read, so that the connection can be used again; the body itself is the hub's text and stays unread by people.
    await readText(response.body, MAX_ERROR_BODY).catch(() => {});
    return statusError(
      response.statusCode,
      parseRetryAfter(response.headers['retry-after'], Date.now()),
    );
  }
}

function createDispatcher(access: HubAccess, timeout: number): Dispatcher {
  const common = {
    allowH2: false,
    // Streams are watched by their reader, which knows what silence means.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 30_000,
  };
  if (access.proxy) {
    if (!/^https?:/.test(access.proxy)) {
      throw new HubError(
        'misconfigured',
        'The kubeconfig names a proxy that is no HTTP proxy.',
      );
    }
    return new ProxyAgent({
      ...common,
      uri: access.proxy,
      requestTls: access.tls,
    });
  }
  return new Agent({
    ...common,
    connect: access.url.startsWith('https:')
      ? createTlsConnector(access.tls, timeout)
      : { timeout },
  });
}
