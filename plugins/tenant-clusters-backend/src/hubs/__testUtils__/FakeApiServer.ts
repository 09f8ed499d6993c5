import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';

export interface FakeObject {
  apiVersion?: string;
  kind?: string;
  metadata: {
    uid: string;
    name: string;
    namespace?: string;
    resourceVersion: string;
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

interface Change {
  type: string;
  object: FakeObject;
  version: number;
}

/** What a test makes of a request; true when it has answered it. */
export type Interference = (
  request: { path: string; query: URLSearchParams; watch: boolean },
  response: ServerResponse,
  message: IncomingMessage,
) => boolean;

/**
 * One collection of a Kubernetes API over real HTTP: lists in pages, watches, streamed lists, a history that can be cut off.
 * It behaves well by itself; {@link FakeApiServer.interfere} lets it misbehave.
 */
export class FakeApiServer {
  readonly objects = new Map<string, FakeObject>();
  readonly requests: string[] = [];
  readonly #server: Server;
  readonly #streams = new Map<ServerResponse, URLSearchParams>();
  #changes: Change[] = [];
  #oldest = 0;
  version = 100;
  streamsLists = true;
  interfere: Interference | undefined;
  /** Answers paths outside the collection. */
  documents: Record<string, unknown> = {};

  private constructor(readonly path: string) {
    this.#server = createServer((message, response) =>
      this.#answer(message, response),
    );
  }

  static async start(
    path = '/apis/example.org/v1/things',
  ): Promise<FakeApiServer> {
    const server = new FakeApiServer(path);
    await new Promise<void>(resolve =>
      server.#server.listen(0, '127.0.0.1', resolve),
    );
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  put(name: string, uid: string, fields: Record<string, unknown> = {}): void {
    const known = this.objects.get(name);
    if (known && known.metadata.uid !== uid) {
      this.remove(name);
    }
    this.version += 1;
    const object: FakeObject = {
      ...fields,
      metadata: { uid, name, resourceVersion: String(this.version) },
    };
    const type = this.objects.has(name) ? 'MODIFIED' : 'ADDED';
    this.objects.set(name, object);
    this.#record(type, object);
  }

  remove(name: string): void {
    const object = this.objects.get(name);
    if (object) {
      this.version += 1;
      this.objects.delete(name);
      this.#record('DELETED', {
        ...object,
        metadata: {
          ...object.metadata,
          resourceVersion: String(this.version),
        },
      });
    }
  }

  /** Says nothing of a change to open watches, as after a restore. */
  restore(objects: FakeObject[], version: number): void {
    this.objects.clear();
    for (const object of objects) {
      this.objects.set(object.metadata.name, object);
    }
    this.version = version;
    this.#changes = [];
    this.#oldest = version;
  }

  /** No watch can go on from before now. */
  forgetHistory(): void {
    this.#changes = [];
    this.#oldest = this.version;
  }

  bookmark(): void {
    this.write(this.#line('BOOKMARK', this.#bookmarkObject()));
  }

  /** Writes raw text to every open watch. */
  write(text: string): void {
    for (const stream of this.#streams.keys()) {
      if (!stream.writableEnded) {
        stream.write(text);
      }
    }
  }

  endWatches(): void {
    for (const stream of this.#streams.keys()) {
      stream.end();
    }
  }

  resetWatches(): void {
    for (const stream of this.#streams.keys()) {
      stream.socket?.resetAndDestroy();
    }
  }

  get watches(): number {
    return this.#streams.size;
  }

  /** How often a list was asked for, in either form. */
  get lists(): number {
    return this.requests.filter(
      request => !/[?&]watch=true/.test(request) || /sendInitial/.test(request),
    ).length;
  }

  static fail(
    response: ServerResponse,
    code: number,
    headers: Record<string, string> = {},
  ): true {
    response.writeHead(code, {
      'content-type': 'application/json',
      ...headers,
    });
    response.end(JSON.stringify({ kind: 'Status', code }));
    return true;
  }

  #record(type: string, object: FakeObject): void {
    this.#changes.push({ type, object, version: this.version });
    this.write(this.#line(type, object));
  }

  #line(type: string, object: unknown): string {
    return `${JSON.stringify({ type, object })}\n`;
  }

  #bookmarkObject(annotations?: Record<string, string>) {
    return {
      metadata: {
        resourceVersion: String(this.version),
        ...(annotations && { annotations }),
      },
    };
  }

  #answer(message: IncomingMessage, response: ServerResponse): void {
    const url = new URL(message.url ?? '/', 'http://hub');
    const query = url.searchParams;
    const watch = query.get('watch') === 'true';
    const { pathname: path } = url;
    if (path === this.path) {
      this.requests.push(`${message.method} ${message.url}`);
    }
    if (this.interfere?.({ path, query, watch }, response, message)) {
      return;
    }
    if (path in this.documents) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(this.documents[path]));
    } else if (path !== this.path) {
      FakeApiServer.fail(response, 404);
    } else if (watch) {
      this.#watch(query, response);
    } else {
      this.#list(query, response);
    }
  }

  #list(query: URLSearchParams, response: ServerResponse): void {
    const limit = Number(query.get('limit') ?? 0) || Infinity;
    const [at, offset] = (query.get('continue') ?? '').split(':');
    if (at && Number(at) < this.#oldest) {
      FakeApiServer.fail(response, 410);
      return;
    }
    const all = Array.from(this.objects.values());
    const from = Number(offset ?? 0);
    const more = from + limit < all.length;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        metadata: {
          resourceVersion: at || String(this.version),
          ...(more && { continue: `${at || this.version}:${from + limit}` }),
        },
        items: all.slice(from, from + limit),
      }),
    );
  }

  #watch(query: URLSearchParams, response: ServerResponse): void {
    const initial = query.get('sendInitialEvents') === 'true';
    if (initial && !this.streamsLists) {
      FakeApiServer.fail(response, 422);
      return;
    }
    const since = Number(query.get('resourceVersion') ?? 0);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    if (!initial && since < this.#oldest) {
      response.end(this.#line('ERROR', { kind: 'Status', code: 410 }));
      return;
    }
    if (initial) {
      for (const object of this.objects.values()) {
        response.write(this.#line('ADDED', object));
      }
      const end = { 'k8s.io/initial-events-end': 'true' };
      response.write(this.#line('BOOKMARK', this.#bookmarkObject(end)));
    } else {
      for (const { type, object, version } of this.#changes) {
        if (version > since) {
          response.write(this.#line(type, object));
        }
      }
    }
    this.#streams.set(response, query);
    response.once('close', () => this.#streams.delete(response));
  }
}
