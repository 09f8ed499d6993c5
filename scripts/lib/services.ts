import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { PortalError } from './PortalError.ts';

const STOP_PATIENCE_MS = 15_000;

/** A long-running child. It is the head of its own process group, so that everything it starts ends with it. */
export interface Service {
  name: string;
  /** Resolves with a sentence when it ends by itself. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

function lastLines(file: string): string {
  try {
    return readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(-15)
      .join('\n');
  } catch {
    return '';
  }
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-child.pid!, signal);
  } catch {
    // The group is gone already.
  }
}

/** Starts a service with its output in a log file. */
export function startService(options: {
  name: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  /** What it prints when it can't start, although its process stays; the first group is the reason. */
  startupFailure?: RegExp;
}): Service {
  const log = createWriteStream(options.logFile, { flags: 'w', mode: 0o600 });
  log.on('error', () => {});
  const child = spawn(process.execPath, options.args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    // The channel closes when this process dies, however it dies; the child then ends itself (exitWithParent.cjs).
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  child.stdout!.pipe(log, { end: false });
  child.stderr!.pipe(log, { end: false });
  let stopping = false;
  const exited = once(child, 'exit');
  const lastWords = `Its last words, from ${options.logFile}:`;
  const failedToStart = new Promise<string>(resolve => {
    const look = (chunk: Buffer) => {
      const [, reason] =
        options.startupFailure?.exec(chunk.toString('utf8')) ?? [];
      if (reason) {
        resolve(
          `${options.name} can't start: ${reason.trim()}\nMore is in ${
            options.logFile
          }.`,
        );
      }
    };
    child.stdout!.on('data', look);
    child.stderr!.on('data', look);
  });
  const exitedByItself = exited.then(async ([code, signal]) => {
    log.end();
    if (stopping) {
      return `${options.name} stopped`;
    }
    await delay(50);
    return `${options.name} ended unexpectedly (${
      signal ?? `exit code ${code}`
    }). ${lastWords}\n${lastLines(options.logFile)}`;
  });
  const ended = Promise.race([exitedByItself, failedToStart]);
  return {
    name: options.name,
    ended,
    stop: async () => {
      stopping = true;
      if (child.exitCode === null && child.signalCode === null) {
        killGroup(child, 'SIGTERM');
        const patience = new AbortController();
        await Promise.race([
          exited,
          delay(STOP_PATIENCE_MS, undefined, { signal: patience.signal }).catch(
            () => {},
          ),
        ]);
        patience.abort();
      }
      // Whatever is left of the group, a child's child included.
      killGroup(child, 'SIGKILL');
    },
  };
}

/** Waits until `ready` says yes; a service that ends meanwhile is an error. */
export async function waitForService(
  service: Service,
  ready: () => Promise<boolean>,
  timeoutMs: number,
): Promise<void> {
  let ended: string | undefined;
  service.ended.then(reason => {
    ended = reason;
  });
  const deadline = Date.now() + timeoutMs;
  while (!(await ready().catch(() => false))) {
    if (ended) {
      throw new PortalError(ended);
    }
    if (Date.now() > deadline) {
      throw new PortalError(
        `${service.name} did not get ready within ${Math.round(
          timeoutMs / 1000,
        )} s.`,
      );
    }
    await delay(200);
  }
}
