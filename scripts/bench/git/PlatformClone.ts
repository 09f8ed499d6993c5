import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A copy of the platform repository with all of its branches and pull requests. */
export class PlatformClone {
  readonly #place: string;
  /** Commits by name of their ref. */
  readonly #refs: Map<string, string>;

  static async make(options: {
    folder: string;
    url: string;
    token: string;
  }): Promise<PlatformClone> {
    const { folder, url, token } = options;
    const place = join(folder, 'platform.git');
    await rm(place, { recursive: true, force: true });
    const login = Buffer.from(`x:${token}`).toString('base64');
    await run('git', ['clone', '--quiet', '--mirror', url, place], {
      env: {
        ...process.env,
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'http.extraHeader',
        GIT_CONFIG_VALUE_0: `Authorization: Basic ${login}`,
      },
    });
    const { stdout } = await run('git', [
      ...['-C', place, 'for-each-ref'],
      '--format=%(objectname) %(refname)',
    ]);
    return new PlatformClone(
      place,
      new Map(
        stdout
          .trim()
          .split('\n')
          .map(line => {
            const [commit, name] = line.split(' ');
            return [name, commit];
          }),
      ),
    );
  }

  private constructor(place: string, refs: Map<string, string>) {
    this.#place = place;
    this.#refs = refs;
  }

  /** Commits of the branches whose name ends so. */
  branches(end: string): string[] {
    return [...this.#refs]
      .filter(([name]) => name.startsWith('refs/heads/') && name.endsWith(end))
      .map(([, commit]) => commit);
  }

  /** Commit that a pull request proposes. */
  pullRequest(number: number): string | undefined {
    return this.#refs.get(`refs/pull/${number}/head`);
  }

  /** Paths that a commit changes besides what main has. */
  async changes(commit: string): Promise<string[]> {
    const { stdout } = await run('git', [
      ...['-C', this.#place, 'diff', '--name-only'],
      `main...${commit}`,
    ]);
    return stdout.trim().split('\n').filter(Boolean);
  }

  async read(commit: string, path: string): Promise<string> {
    const { stdout } = await run('git', [
      ...['-C', this.#place, 'show'],
      `${commit}:${path}`,
    ]);
    return stdout;
  }
}
