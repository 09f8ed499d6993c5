import { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import { KubeStatus } from '../store';

type Mode =
  | { kind: 'none' }
  | { kind: 'silent' }
  | { kind: 'cut'; bytes: number }
  | { kind: 'status'; code: number; retryAfterSeconds?: number };

const reasons: Record<number, string> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

/** What the server can be told to do on its connections. */
export interface FaultTargets {
  /** Stops listening and ends what is open, so that connections are refused. */
  stopListening(): Promise<void>;
  listenAgain(): Promise<void>;
  /** Forgets the history of changes, and tells open watches so. */
  expireWatches(): void;
}

/** Switches that make the API server fail as real ones do; one at a time, until {@link Faults.clear}. */
export class Faults {
  readonly #targets: FaultTargets;
  readonly #open = new Set<ServerResponse>();
  #mode: Mode = { kind: 'none' };
  #refusing = false;

  constructor(targets: FaultTargets) {
    this.#targets = targets;
  }

  /** Connections are refused. */
  async refuse(): Promise<void> {
    this.#refusing = true;
    await this.#targets.stopListening();
  }

  /** Connections stay open and nothing is sent any more. */
  silence(): void {
    this.#mode = { kind: 'silent' };
    this.#open.forEach(mute);
  }

  /** Each response ends with a reset connection after so many bytes of body. */
  cutAfter(bytes: number): void {
    this.#mode = { kind: 'cut', bytes };
  }

  /** Each request is answered with this code; open streams go on. */
  status(code: number, retryAfterSeconds?: number): void {
    this.#mode = { kind: 'status', code, retryAfterSeconds };
  }

  /** Each request is answered with 401, and open streams end, as when a token is revoked. */
  unauthorised(): void {
    this.status(401);
    this.#open.forEach(response => response.socket?.destroy());
  }

  /** Once: no watch can resume (410), open ones included. */
  expireWatches(): void {
    this.#targets.expireWatches();
  }

  /** Ends every fault. Connections that were silent are reset. */
  async clear(): Promise<void> {
    if (this.#mode.kind === 'silent') {
      this.#open.forEach(response => response.socket?.destroy());
    }
    this.#mode = { kind: 'none' };
    if (this.#refusing) {
      this.#refusing = false;
      await this.#targets.listenAgain();
    }
  }

  /** Puts the fault on a request; true when it needs no further answer. */
  intercept(_request: IncomingMessage, response: ServerResponse): boolean {
    this.#open.add(response);
    response.once('close', () => this.#open.delete(response));
    const mode = this.#mode;
    switch (mode.kind) {
      case 'silent':
        return true;
      case 'cut':
        cut(response, mode.bytes);
        return false;
      case 'status':
        refuseWith(response, mode.code, mode.retryAfterSeconds);
        return true;
      default:
        return false;
    }
  }
}

function mute(response: ServerResponse): void {
  response.write = () => true;
  response.end = () => response;
}

function cut(response: ServerResponse, bytes: number): void {
  const write = response.write.bind(response) as (chunk: Buffer) => boolean;
  let left = bytes;
  const take = (chunk: unknown): boolean => {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) {
      return true;
    }
    const piece = Buffer.from(chunk as string);
    const sent = write(piece.subarray(0, Math.max(left, 0)));
    left -= piece.length;
    if (left <= 0) {
      // A moment for what was sent to leave; a reset at once would drop it too.
      setImmediate(() => reset(response));
    }
    return sent;
  };
  const end = response.end.bind(response);
  response.write = take;
  response.end = ((chunk?: unknown) => {
    take(chunk);
    return left > 0 ? end() : response;
  }) as typeof response.end;
}

/** Node resets plain connections only; a TLS one ends without its closing alert, which clients take for a cut as well. */
function reset(response: ServerResponse): void {
  const { socket } = response;
  if (socket instanceof TLSSocket) {
    socket.destroy();
  } else {
    socket?.resetAndDestroy();
  }
}

function refuseWith(
  response: ServerResponse,
  code: number,
  retryAfterSeconds: number | undefined,
): void {
  const status: KubeStatus = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message:
      code === 429
        ? 'Too many requests, please try again later.'
        : reasons[code] ?? 'the server is failing as it was told to',
    reason: reasons[code] ?? 'Unknown',
    ...(retryAfterSeconds !== undefined
      ? { details: { retryAfterSeconds } }
      : {}),
    code,
  };
  response.writeHead(code, {
    'content-type': 'application/json',
    ...(retryAfterSeconds !== undefined
      ? { 'retry-after': String(retryAfterSeconds) }
      : {}),
  });
  response.end(JSON.stringify(status));
}
