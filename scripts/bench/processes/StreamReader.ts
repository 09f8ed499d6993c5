import { get, type IncomingMessage } from 'node:http';
import { machineTime } from './answerCalls.ts';

/** When a stream showed a claim's Kubernetes version, which the load makes unique. */
export interface SeenMark {
  kubernetesVersion: string;
  at: number;
}

interface ShownCluster {
  kubernetesVersion?: string;
}

const MARK = /^\d+\.\d+\.\d+-\d+$/;

/** One open stream of the plugin, read as a browser reads it. */
export class StreamReader {
  readonly #response: IncomingMessage;
  #seen: SeenMark[] = [];
  /** A cluster is sent again whenever anything of it changes; only the first time counts. */
  readonly #known = new Set<string>();
  #rest = '';
  #data: string[] = [];
  isOpen = true;
  messages = 0;
  bytes = 0;

  /** @throws Error when the stream is refused */
  static open(url: string, token: string): Promise<StreamReader> {
    return new Promise((resolve, reject) => {
      const outgoing = get(
        url,
        {
          agent: false,
          headers: {
            authorization: `Bearer ${token}`,
            accept: 'text/event-stream',
          },
        },
        response => {
          if (response.statusCode === 200) {
            resolve(new StreamReader(response));
          } else {
            response.resume();
            reject(new Error(`the stream answers ${response.statusCode}`));
          }
        },
      );
      outgoing.on('error', reject);
    });
  }

  private constructor(response: IncomingMessage) {
    this.#response = response;
    response.setEncoding('utf8');
    response.on('data', (text: string) => this.#take(text));
    response.on('close', () => {
      this.isOpen = false;
    });
    response.on('error', () => {});
  }

  takeSeen(): SeenMark[] {
    const seen = this.#seen;
    this.#seen = [];
    return seen;
  }

  close(): void {
    this.#response.destroy();
  }

  #take(text: string): void {
    this.bytes += text.length;
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('data:')) {
        this.#data.push(line.slice(5));
      } else if (line === '' && this.#data.length > 0) {
        this.#message(this.#data.join('\n'));
        this.#data = [];
      }
    }
  }

  #message(data: string): void {
    this.messages += 1;
    const { clusters = [] } = JSON.parse(data) as {
      clusters?: ShownCluster[];
    };
    const at = machineTime();
    for (const { kubernetesVersion } of clusters) {
      if (
        kubernetesVersion &&
        MARK.test(kubernetesVersion) &&
        !this.#known.has(kubernetesVersion)
      ) {
        this.#known.add(kubernetesVersion);
        this.#seen.push({ kubernetesVersion, at });
      }
    }
  }
}
