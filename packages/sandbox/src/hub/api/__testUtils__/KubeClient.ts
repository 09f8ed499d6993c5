import { gunzipSync } from 'node:zlib';
import { Agent, Dispatcher, request } from 'undici';
import { parse } from 'yaml';

/** An answer as it came. */
export interface KubeAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  // Answers are of every kind there is.
  body: any;
}

/** A watch event as it came. */
export interface KubeWatchEvent {
  type: string;
  object: any;
}

interface CallOptions {
  query?: Record<string, string>;
  body?: unknown;
  contentType?: string;
  accept?: string;
  headers?: Record<string, string>;
}

/** The plainest client of an API server: a kubeconfig, paths, and bodies as they are. */
export class KubeClient {
  readonly #server: string;
  readonly #agent: Dispatcher;
  readonly #authorization?: string;

  /** @param kubeconfig - YAML text with embedded data; the first cluster and user are taken */
  constructor(kubeconfig: string) {
    const config = parse(kubeconfig);
    const { cluster } = config.clusters[0];
    const { user } = config.users[0];
    const pem = (data?: string) =>
      data ? Buffer.from(data, 'base64').toString('utf8') : undefined;
    this.#server = cluster.server;
    this.#authorization = user.token && `Bearer ${user.token}`;
    this.#agent = new Agent({
      allowH2: false,
      connect: {
        ca: pem(cluster['certificate-authority-data']),
        cert: pem(user['client-certificate-data']),
        key: pem(user['client-key-data']),
        rejectUnauthorized: !cluster['insecure-skip-tls-verify'],
      },
    });
  }

  async call(
    method: string,
    path: string,
    options: CallOptions = {},
  ): Promise<KubeAnswer> {
    const answer = await this.#request(method, path, options);
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    const compressed = answer.headers['content-encoding'] === 'gzip';
    const text = (compressed ? gunzipSync(bytes) : bytes).toString('utf8');
    const json = String(answer.headers['content-type']).includes('json');
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: json && text ? JSON.parse(text) : text,
    };
  }

  /**
   * Reads a watch until `until` says enough, or until the server ends it.
   *
   * @param begin - called once the watch is open
   */
  async watch(
    path: string,
    query: Record<string, string>,
    until: (events: KubeWatchEvent[]) => boolean,
    begin: () => Promise<unknown> = async () => {},
    options: CallOptions = {},
  ): Promise<KubeWatchEvent[]> {
    const answer = await this.#request('GET', path, {
      ...options,
      query: { watch: 'true', timeoutSeconds: '30', ...query },
    });
    if (answer.statusCode !== 200) {
      throw new Error(`${answer.statusCode} ${await answer.body.text()}`);
    }
    const begun = begin();
    const events: KubeWatchEvent[] = [];
    let rest = '';
    answer.body.setEncoding('utf8');
    for await (const text of answer.body) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      events.push(...lines.map(line => JSON.parse(line)));
      if (events.length && until(events)) {
        break;
      }
    }
    await begun;
    return events;
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  #request(method: string, path: string, options: CallOptions) {
    const query = new URLSearchParams(options.query).toString();
    const { body } = options;
    return request(`${this.#server}${path}${query ? `?${query}` : ''}`, {
      method: method as Dispatcher.HttpMethod,
      dispatcher: this.#agent,
      headers: {
        ...(this.#authorization ? { authorization: this.#authorization } : {}),
        accept: options.accept ?? 'application/json',
        ...(body === undefined
          ? {}
          : { 'content-type': options.contentType ?? 'application/json' }),
        ...options.headers,
      },
      body:
        body === undefined || typeof body === 'string'
          ? (body as string | undefined)
          : JSON.stringify(body),
    });
  }
}
