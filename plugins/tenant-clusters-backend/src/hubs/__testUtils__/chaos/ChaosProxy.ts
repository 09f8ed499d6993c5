import {
  Agent,
  createServer,
  IncomingMessage,
  request,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { oneOf } from './randomOf';

const STATUSES = [401, 410, 429, 429, 500, 503, 504];

/**
 * Stands between a tracker and an API server, and does to requests what networks, load balancers and busy API servers do.
 * Without {@link ChaosProxy.chaos} it passes everything on.
 */
export class ChaosProxy {
  readonly #server: Server;
  readonly #upstream: URL;
  readonly #random: () => number;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #open = new Set<ServerResponse>();
  /** Whether requests meet faults. */
  chaos = false;
  /** Everything is answered with 503. */
  storm = false;
  /** What a client must show; the API server behind is shown its own. */
  token = 'first';
  /** Milliseconds by which the server's `Date` and its HTTP dates are wrong. */
  skew = 0;

  private constructor(upstream: string, random: () => number) {
    this.#upstream = new URL(upstream);
    this.#random = random;
    this.#server = createServer((message, response) =>
      this.#answer(message, response),
    );
  }

  static async start(
    upstream: string,
    random: () => number,
  ): Promise<ChaosProxy> {
    const proxy = new ChaosProxy(upstream, random);
    await new Promise<void>(resolve =>
      proxy.#server.listen(0, '127.0.0.1', resolve),
    );
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resets every connection. */
  reset(): void {
    this.#open.forEach(response => response.socket?.resetAndDestroy());
  }

  /** Ends every open answer as if it were complete. */
  end(): void {
    this.#open.forEach(response => {
      if (response.headersSent) {
        response.end();
      }
    });
  }

  /** Writes to every open stream, at the end of a line or within one. */
  inject(text: string): void {
    this.#open.forEach(response => {
      if (response.headersSent && !response.writableEnded) {
        response.write(text);
      }
    });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#agent.destroy();
    await new Promise(resolve => this.#server.close(resolve));
  }

  #answer(message: IncomingMessage, response: ServerResponse): void {
    this.#open.add(response);
    response.once('close', () => this.#open.delete(response));
    response.on('error', () => {});
    response.setHeader('date', this.#now().toUTCString());
    if (message.headers.authorization !== `Bearer ${this.token}`) {
      refuse(response, 401);
    } else if (this.storm) {
      refuse(response, 503);
    } else if (!this.chaos || !this.#disturb(response)) {
      this.#pass(message, response);
    }
  }

  #now(): Date {
    return new Date(Date.now() + this.skew);
  }

  /** @returns whether the request has got all that it gets */
  #disturb(response: ServerResponse): boolean {
    const dice = this.#random();
    if (dice < 0.06) {
      response.socket?.resetAndDestroy();
      return true;
    }
    if (dice < 0.2) {
      const retryAfter = oneOf(this.#random, [
        '0',
        '1',
        this.#now().toUTCString(),
        'soon',
      ]);
      refuse(response, oneOf(this.#random, STATUSES), retryAfter);
      return true;
    }
    if (dice < 0.23) {
      // Silence before the headers, or after them.
      if (this.#random() < 0.5) {
        response.writeHead(200).flushHeaders();
      }
      return true;
    }
    if (dice < 0.4) {
      cutAfter(response, 10 + Math.floor(this.#random() ** 3 * 20_000));
    }
    return false;
  }

  #pass(message: IncomingMessage, response: ServerResponse): void {
    const forwarded = request(
      {
        host: this.#upstream.hostname,
        port: this.#upstream.port,
        path: message.url,
        method: message.method,
        headers: { ...message.headers, authorization: 'Bearer reader' },
        agent: this.#agent,
      },
      answer => {
        const { date, ...headers } = answer.headers;
        if (response.headersSent) {
          return;
        }
        response.writeHead(answer.statusCode ?? 502, headers);
        response.flushHeaders();
        answer.on('data', chunk => response.write(chunk));
        answer.on('end', () => response.end());
        answer.on('error', () => response.socket?.resetAndDestroy());
        answer.on('aborted', () => response.socket?.resetAndDestroy());
      },
    );
    forwarded.on('error', () => response.socket?.resetAndDestroy());
    response.once('close', () => forwarded.destroy());
    message.pipe(forwarded);
  }
}

function refuse(
  response: ServerResponse,
  code: number,
  retryAfter?: string,
): void {
  response.writeHead(code, {
    'content-type': 'application/json',
    ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
  });
  response.end(JSON.stringify({ kind: 'Status', code }));
}

/** Resets the connection in the middle of whatever is said. */
function cutAfter(response: ServerResponse, bytes: number): void {
  const write = response.write.bind(response) as (chunk: Buffer) => boolean;
  let left = bytes;
  response.write = ((chunk: Buffer | string) => {
    const piece = Buffer.from(chunk as string);
    if (left <= 0) {
      return true;
    }
    const sent = write(piece.subarray(0, left));
    left -= piece.length;
    if (left <= 0) {
      setImmediate(() => response.socket?.resetAndDestroy());
    }
    return sent;
  }) as typeof response.write;
}
