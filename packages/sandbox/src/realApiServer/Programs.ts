import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const KEPT_OUTPUT = 4_000;

/** Programs of one folder, running in another; they end with this process. */
export class Programs {
  readonly #binaries: string;
  readonly #dir: string;
  readonly #children = new Map<string, ChildProcess>();
  readonly #output = new Map<string, string>();
  readonly #ended = new Map<string, string>();
  readonly #onExit = () => this.#kill('SIGKILL');

  constructor(binaries: string, dir: string) {
    this.#binaries = binaries;
    this.#dir = dir;
    process.once('exit', this.#onExit);
  }

  start(name: string, flags: string[]): void {
    const child = spawn(join(this.#binaries, name), flags, {
      cwd: this.#dir,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.set(name, child);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text: Buffer) => {
        const all = (this.#output.get(name) ?? '') + text.toString('utf8');
        this.#output.set(name, all.slice(-KEPT_OUTPUT));
      });
    }
    child.once('error', error => this.#ended.set(name, error.message));
    child.once('exit', code => this.#ended.set(name, `exit code ${code}`));
  }

  /** @throws Error with the end of its output when a program ended by itself */
  throwIfEnded(): void {
    for (const [name, how] of this.#ended) {
      throw new Error(`${name} ended (${how}):\n${this.#output.get(name)}`);
    }
  }

  /** The end of what every program wrote. */
  output(): string {
    return Array.from(this.#output)
      .map(([name, text]) => `${name}:\n${text}`)
      .join('\n');
  }

  async stop(): Promise<void> {
    process.off('exit', this.#onExit);
    // The API server waits long for its watches to end; there is nothing here that a kill could spoil.
    const ends = Array.from(this.#children.values())
      .filter(child => child.exitCode === null && child.signalCode === null)
      .map(child => new Promise(resolve => child.once('exit', resolve)));
    this.#kill('SIGKILL');
    await Promise.all(ends);
  }

  #kill(signal: NodeJS.Signals): void {
    for (const child of this.#children.values()) {
      child.kill(signal);
    }
  }
}
