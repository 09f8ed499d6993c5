import { createServer, request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request that went to the forge. */
export interface SeenRequest {
  method: string;
  path: string;
  body: string;
  /** `performance.now()` when it came. */
  at: number;
}

/** How the forge is to refuse. */
export interface Throttle {
  status: 403 | 429;
  /** Seconds that it asks to wait. */
  retryAfter: number;
}

/** Stands before the sandbox's forge: counts what passes, and refuses for a while as GitHub does when it is asked too often. */
export class ForgeGate {
  readonly seen: SeenRequest[] = [];
  /** Pauses that the forge asked for. */
  pauses = 0;
  /** Requests that came while it had asked for one. */
  readonly early: SeenRequest[] = [];
  readonly #server;
  readonly #forge: number;
  /** The refusal that the next request begins. */
  #throttle?: Throttle;
  /** The refusal of the present pause. */
  #refused?: Throttle;
  #pausedUntil = 0;

  static async open(forgePort: number): Promise<ForgeGate> {
    const gate = new ForgeGate(forgePort);
    gate.#server.listen(0, '127.0.0.1');
    await once(gate.#server, 'listening');
    return gate;
  }

  private constructor(forgePort: number) {
    this.#forge = forgePort;
    this.#server = createServer((incoming, outgoing) => {
      this.#pass(incoming).then(
        ({ status, headers, body }) => {
          outgoing.writeHead(status, headers);
          if (typeof body === 'string') {
            outgoing.end(body);
          } else {
            body.pipe(outgoing);
          }
        },
        () => outgoing.destroy(),
      );
    });
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** The next request is refused, and all others until the pause is over. */
  throttle(throttle: Throttle): void {
    this.#throttle = throttle;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #pass(incoming: IncomingMessage) {
    const { method = 'GET', url: path = '/' } = incoming;
    const body = await text(incoming);
    const at = performance.now();
    const seen = { method, path, body, at };
    this.seen.push(seen);
    const refusal = this.#refusal(seen);
    if (refusal) {
      return refusal;
    }
    const { 'content-length': _length, ...headers } = incoming.headers;
    const outgoing = request({
      host: '127.0.0.1',
      port: this.#forge,
      method,
      path,
      headers: { ...headers, host: `localhost:${this.#forge}` },
    });
    outgoing.end(body);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    return {
      status: answer.statusCode ?? 502,
      headers: answer.headers,
      body: answer,
    };
  }

  #refusal(seen: SeenRequest) {
    const { at } = seen;
    const throttle = this.#throttle;
    if (at < this.#pausedUntil) {
      this.early.push(seen);
    } else if (throttle) {
      this.#throttle = undefined;
      this.#pausedUntil = at + throttle.retryAfter * 1_000;
      this.#refused = throttle;
      this.pauses += 1;
    } else {
      return undefined;
    }
    const { status, retryAfter } = this.#refused!;
    return {
      status,
      headers: {
        'content-type': 'application/json',
        'retry-after': String(retryAfter),
      },
      body: JSON.stringify({
        message: 'You have exceeded a secondary rate limit.',
        documentation_url:
          'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits',
      }),
    };
  }
}
