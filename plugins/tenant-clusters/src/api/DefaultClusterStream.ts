import { ResponseError } from '@backstage/errors';
import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type {
  ClusterStream,
  ClusterStreamEvent,
  LiveStatus,
} from './ClusterStream';
import { parseStreamMessage } from './parseStreamMessage';

/** Times in milliseconds. */
export interface ClusterStreamTimes {
  /** First wait before a new attempt; doubled each time. */
  backoff: number;
  longestBackoff: number;
  /** After so long without a byte (heartbeats included) the connection is taken for dead. */
  silence: number;
  /** After so long without a connection the page says that it is stale, and is read anew as often. */
  stale: number;
  /** How long the stream stays open without a listener, so that going from page to page does not close it. */
  linger: number;
}

const TIMES: ClusterStreamTimes = {
  backoff: 1_000,
  longestBackoff: 30_000,
  silence: 60_000,
  stale: 30_000,
  linger: 5_000,
};

interface Options {
  discoveryApi: DiscoveryApi;
  fetchApi: FetchApi;
  times?: Partial<ClusterStreamTimes>;
  random?: () => number;
}

/**
 * The stream over fetch, since EventSource can't send a token. It resumes by Last-Event-ID; where there is none to resume from, the
 * server begins with a snapshot, so that nothing between a listener's read and the opening is missed. The server ends the stream with the caller's token:
 * that is a reconnection like any other, with a new token.
 */
export class DefaultClusterStream implements ClusterStream {
  readonly #options: Options;
  readonly #times: ClusterStreamTimes;
  readonly #listeners = new Set<(event: ClusterStreamEvent) => void>();
  readonly #statusListeners = new Set<() => void>();
  #status: LiveStatus = 'connecting';
  #running: AbortController | undefined;
  #closing: ReturnType<typeof setTimeout> | undefined;
  #lastEventId: string | undefined;

  static create(options: Options) {
    return new DefaultClusterStream(options);
  }

  private constructor(options: Options) {
    this.#options = options;
    this.#times = { ...TIMES, ...options.times };
  }

  getStatus = () => this.#status;

  onStatus = (listener: () => void) => {
    this.#statusListeners.add(listener);
    return () => {
      this.#statusListeners.delete(listener);
    };
  };

  subscribe(listener: (event: ClusterStreamEvent) => void) {
    this.#listeners.add(listener);
    clearTimeout(this.#closing);
    if (!this.#running) {
      this.#running = new AbortController();
      void this.#run(this.#running.signal);
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) {
        this.#closing = setTimeout(() => this.#close(), this.#times.linger);
      }
    };
  }

  #close() {
    this.#running?.abort();
    this.#running = undefined;
    this.#lastEventId = undefined;
    this.#setStatus('connecting');
  }

  #emit(event: ClusterStreamEvent) {
    for (const listener of this.#listeners) {
      listener(event);
    }
  }

  #setStatus(status: LiveStatus) {
    if (this.#status !== status) {
      this.#status = status;
      this.#statusListeners.forEach(listener => listener());
    }
  }

  async #run(signal: AbortSignal) {
    let attempt = 0;
    let stale: ReturnType<typeof setInterval> | undefined;
    const opened = () => {
      attempt = 0;
      clearInterval(stale);
      stale = undefined;
      this.#setStatus('live');
    };
    while (!signal.aborted) {
      try {
        await this.#connect(signal, opened);
      } catch {
        // Whatever broke the connection, the next attempt follows; the status says it meanwhile.
      }
      if (signal.aborted) {
        break;
      }
      if (!stale) {
        this.#setStatus(
          this.#status === 'live' ? 'reconnecting' : this.#status,
        );
        stale = setInterval(() => {
          this.#setStatus('stale');
          this.#emit({ type: 'snapshot' });
        }, this.#times.stale);
      }
      await this.#wait(this.#backoff(attempt), signal);
      attempt += 1;
    }
    clearInterval(stale);
  }

  /** Full jitter above half, so that a thousand pages do not come back in step after a restart. */
  #backoff(attempt: number): number {
    const { backoff, longestBackoff } = this.#times;
    const full = Math.min(longestBackoff, backoff * 2 ** attempt);
    return full * (0.5 + (this.#options.random ?? Math.random)() / 2);
  }

  async #wait(milliseconds: number, signal: AbortSignal) {
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, milliseconds);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  async #connect(signal: AbortSignal, opened: () => void) {
    const { discoveryApi, fetchApi } = this.#options;
    const connection = new AbortController();
    const abort = () => connection.abort();
    signal.addEventListener('abort', abort);
    try {
      const baseUrl = await discoveryApi.getBaseUrl('tenant-clusters');
      const response = await fetchApi.fetch(`${baseUrl}/stream`, {
        signal: connection.signal,
        cache: 'no-store',
        headers: {
          Accept: 'text/event-stream',
          ...(this.#lastEventId === undefined
            ? {}
            : { 'Last-Event-ID': this.#lastEventId }),
        },
      });
      if (!response.ok || !response.body) {
        throw await ResponseError.fromResponse(response);
      }
      opened();
      await this.#read(response.body.getReader(), connection);
    } finally {
      signal.removeEventListener('abort', abort);
      connection.abort();
    }
  }

  async #read(
    reader: ReadableStreamDefaultReader<Uint8Array>,
    connection: AbortController,
  ) {
    const parser = createParser({ onEvent: event => this.#receive(event) });
    const decoder = new TextDecoder();
    for (;;) {
      const timer = setTimeout(() => {
        connection.abort();
        reader.cancel().catch(() => undefined);
      }, this.#times.silence);
      try {
        const { done, value } = await reader.read();
        if (done) {
          return;
        }
        parser.feed(decoder.decode(value, { stream: true }));
      } finally {
        clearTimeout(timer);
      }
    }
  }

  #receive(event: EventSourceMessage) {
    if (event.id !== undefined) {
      this.#lastEventId = event.id;
    }
    if (event.event !== 'changes' && event.event !== 'snapshot') {
      return;
    }
    const message =
      event.event === 'changes' ? parseStreamMessage(event.data) : undefined;
    this.#emit(message ? { type: 'changes', message } : { type: 'snapshot' });
  }
}
