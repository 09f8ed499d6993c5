import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { PortalError } from './PortalError.ts';

export interface RunResult {
  code: number;
  /** The last part of what it printed, both streams. */
  output: string;
}

const KEPT_OUTPUT = 200_000;

/** Children of {@link run} that still run, so that Ctrl-C can end them. */
const running = new Set<number>();
let ending = false;

/** Ends every command that {@link run} started, with its descendants; no other one starts after that. */
export function killRunning(): void {
  ending = true;
  for (const pid of running) {
    try {
      process.kill(-pid, 'SIGTERM');
    } catch {
      // It has ended meanwhile.
    }
  }
}

/** Runs a command to its end, quietly, with its output in memory and, where asked, in a file or on the terminal. */
export function run(
  command: string,
  args: string[],
  options: {
    cwd: string;
    env?: NodeJS.ProcessEnv;
    logFile?: string;
    echo?: boolean;
  },
): Promise<RunResult> {
  if (ending) {
    return Promise.reject(new PortalError('stopped.'));
  }
  return new Promise((resolve, reject) => {
    const log = options.logFile
      ? createWriteStream(options.logFile, { flags: 'w' })
      : undefined;
    // A full disk must not end in an unhandled error of the log; the command's own failure tells.
    log?.on('error', () => {});
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    if (child.pid) {
      running.add(child.pid);
    }
    let output = '';
    const take = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-KEPT_OUTPUT);
      log?.write(chunk);
      if (options.echo) {
        process.stdout.write(chunk);
      }
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', code => {
      if (child.pid) {
        running.delete(child.pid);
      }
      log?.end();
      resolve({ code: code ?? 1, output });
    });
  });
}
