import { spawn, ChildProcessWithoutNullStreams } from 'node:child_process';

export interface RunGitOptions {
  input?: string | Buffer;
  env?: Record<string, string>;
  /** Exit codes that are answers, not failures. */
  accept?: number[];
  /** Output above this many bytes is a failure. */
  maxBytes?: number;
}

export interface GitOutput {
  code: number;
  stdout: Buffer;
}

/** A git command that ended with a code nobody expected. */
export class GitError extends Error {
  readonly code: number;
  constructor(command: string, code: number, stderr: string) {
    super(`git ${command} failed with code ${code}: ${stderr.trim()}`);
    this.name = 'GitError';
    this.code = code;
  }
}

const DEFAULT_MAX_BYTES = 128 * 1024 * 1024;

/** The environment of every git process: nothing of the machine's or the person's configuration leaks in. */
export function gitEnvironment(
  directory: string,
  extra: Record<string, string> = {},
): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: directory,
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    GIT_DIR: directory,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_LITERAL_PATHSPECS: '1',
    ...extra,
  };
}

/** Starts git on a bare repository. No shell is involved, so arguments are never interpreted. */
export function spawnGit(
  directory: string,
  args: string[],
  env: Record<string, string> = {},
): ChildProcessWithoutNullStreams {
  return spawn('git', ['-c', 'core.quotePath=false', ...args], {
    env: gitEnvironment(directory, env),
    cwd: directory,
  });
}

/** Runs git to its end and answers its output. */
export function runGit(
  directory: string,
  args: string[],
  options: RunGitOptions = {},
): Promise<GitOutput> {
  const { input, env, accept = [0], maxBytes = DEFAULT_MAX_BYTES } = options;
  return new Promise((resolve, reject) => {
    const child = spawnGit(directory, args, env);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) child.kill('SIGKILL');
      else out.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    // git may end before it has read all of its input; its exit code tells the story.
    child.stdin.on('error', () => {});
    child.on('error', reject);
    child.on('close', code => {
      if (size > maxBytes) {
        reject(new GitError(args[0], -1, `more than ${maxBytes} bytes`));
      } else if (code === null || !accept.includes(code)) {
        reject(
          new GitError(args[0], code ?? -1, Buffer.concat(err).toString()),
        );
      } else {
        resolve({ code, stdout: Buffer.concat(out) });
      }
    });
    child.stdin.end(input);
  });
}
