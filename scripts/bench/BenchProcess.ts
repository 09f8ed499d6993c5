import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_TRANSFORM, ROOT } from '../lib/paths.ts';
import { PortalError } from '../lib/PortalError.ts';
import type { BenchRole, Pinning } from './Pinning.ts';

const EXIT_WITH_PARENT = join(ROOT, 'scripts/lib/exitWithParent.cjs');
const PATIENCE_MS = 10_000;

interface Answer {
  id?: number;
  result?: unknown;
  error?: string;
  ready?: unknown;
}

/** How a process ended that was to go on. */
export class ProcessEndedError extends PortalError {}

/** A process of the bench: pinned to its core, called over the process channel. */
export class BenchProcess {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #logFile: string;
  readonly #calls = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  readonly #ready: Promise<unknown>;
  readonly #ended: Promise<string>;
  #stopping = false;
  #lastId = 0;

  /** @param options.script - from the repository's root */
  static start(options: {
    name: string;
    role: BenchRole;
    script: string;
    args?: string[];
    nodeArgs?: string[];
    env?: NodeJS.ProcessEnv;
    /** Loads the workspace's packages; not for what is measured, since the loader is large. */
    typescript?: boolean;
    pinning: Pinning;
    logs: string;
  }): BenchProcess {
    return new BenchProcess(options);
  }

  private constructor(options: Parameters<typeof BenchProcess.start>[0]) {
    const { name, role, script, args = [], nodeArgs = [], pinning } = options;
    this.#name = name;
    this.#logFile = join(options.logs, `${name}.log`);
    const [command, ...rest] = [
      ...pinning.prefix(role),
      process.execPath,
      '--disable-warning=ExperimentalWarning',
      ...pinning.nodeArgs,
      ...nodeArgs,
      ...['--require', EXIT_WITH_PARENT],
      ...(options.typescript ? ['--require', NODE_TRANSFORM] : []),
      join(ROOT, script),
      ...args,
    ];
    const log = openSync(this.#logFile, 'w', 0o600);
    this.#child = spawn(command, rest, {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'production', ...options.env },
      stdio: ['ignore', log, log, 'ipc'],
      detached: true,
      serialization: 'advanced',
    });
    closeSync(log);
    const ready = Promise.withResolvers<unknown>();
    this.#ready = ready.promise;
    this.#child.on('message', (message: Answer) => {
      if (message.ready !== undefined) {
        ready.resolve(message.ready);
      } else {
        this.#settle(message);
      }
    });
    this.#ended = once(this.#child, 'exit').then(([code, signal]) => {
      const how = signal ?? `exit code ${code}`;
      const error = new ProcessEndedError(
        `the process '${name}' ended (${how}).\n${this.lastLines()}`,
      );
      ready.reject(error);
      for (const call of this.#calls.values()) {
        call.reject(error);
      }
      return how;
    });
    ready.promise.catch(() => {});
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What it reports once it is up. @throws ProcessEndedError */
  ready<T>(): Promise<T> {
    return this.#ready as Promise<T>;
  }

  /** @throws PortalError when the process cannot do it, or is gone */
  call<T>(method: string, params?: Record<string, unknown>): Promise<T> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise<T>((resolve, reject) => {
      this.#calls.set(id, {
        resolve: resolve as (value: unknown) => void,
        reject,
      });
      this.#child.send({ id, method, params }, error => {
        if (error) {
          this.#calls.delete(id);
          reject(
            new ProcessEndedError(
              `the process '${this.#name}' is gone.\n${this.lastLines()}`,
            ),
          );
        }
      });
    });
  }

  lastLines(count = 12): string {
    try {
      return readFileSync(this.#logFile, 'utf8')
        .trimEnd()
        .split('\n')
        .slice(-count)
        .join('\n');
    } catch {
      return '';
    }
  }

  async stop(): Promise<void> {
    if (this.#stopping) {
      return;
    }
    this.#stopping = true;
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#kill('SIGTERM');
      const timer = setTimeout(() => this.#kill('SIGKILL'), PATIENCE_MS);
      await this.#ended;
      clearTimeout(timer);
    }
  }

  #kill(signal: NodeJS.Signals): void {
    try {
      process.kill(-this.pid, signal);
    } catch {
      // It is gone already.
    }
  }

  #settle({ id, result, error }: Answer): void {
    const call = this.#calls.get(id ?? 0);
    this.#calls.delete(id ?? 0);
    if (error !== undefined) {
      call?.reject(new PortalError(`${this.#name}: ${error}`));
    } else {
      call?.resolve(result);
    }
  }
}
