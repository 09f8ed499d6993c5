import { Octokit } from '@octokit/rest';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Forge, ForgeOptions, startForge } from '..';

const run = promisify(execFile);

/** A forge with the sample people, an organisation and one repository with a commit. */
export interface TestForge {
  forge: Forge;
  directory: string;
  /** Errors nobody expected; a test that leaves any fails in `close`. */
  errors: unknown[];
  as(login: string): Promise<Octokit>;
  git(folder: string, ...args: string[]): Promise<string>;
  /** A clone URL with a person's token in it. */
  cloneUrl(login: string, repository?: string): Promise<string>;
  folder(): Promise<string>;
  close(): Promise<void>;
}

export const PEOPLE = [
  { login: 'ana.souza', name: 'Ana Souza', email: 'ana.souza@example.org' },
  { login: 'bruno.lima', name: 'Bruno Lima', email: 'bruno.lima@example.org' },
  { login: 'carla.dias', name: 'Carla Dias', email: 'carla.dias@example.org' },
  { login: 'davi.rocha', name: 'Davi Rocha', email: 'davi.rocha@example.org' },
  { login: 'spokeport-bot', name: 'Spokeport', type: 'Bot' as const },
];

export const REPO = { owner: 'acme', repo: 'platform' };

const silent = () => {};

/** An Octokit that neither waits nor writes to the console. */
export function octokitOf(forge: Forge, auth?: string): Octokit {
  return new Octokit({
    baseUrl: forge.apiUrl,
    auth,
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
}

export async function createTestForge(
  options: Partial<ForgeOptions> = {},
): Promise<TestForge> {
  const directory = await mkdtemp(join(tmpdir(), 'forge-'));
  const errors: unknown[] = [];
  const forge = await startForge({
    stateDir: join(directory, 'state'),
    port: 0,
    people: PEOPLE,
    onError: error => errors.push(error),
    ...options,
  });
  await forge.ensureOrg({
    login: 'acme',
    owners: ['bruno.lima'],
    members: ['ana.souza', 'spokeport-bot'],
  });
  await forge.ensureTeam({
    org: 'acme',
    slug: 'payments',
    members: ['ana.souza'],
  });
  await forge.createRepository({
    owner: 'acme',
    name: 'platform',
    private: true,
    access: [
      { login: 'spokeport-bot', permission: 'push' },
      { login: 'ana.souza', permission: 'push' },
    ],
  });
  await forge.commitFiles({
    ...REPO,
    branch: 'main',
    files: {
      'README.md': { content: '# Platform\n' },
      'tenants/payments/clusters/one.yaml': { content: 'a: 1\nb: 2\n' },
    },
    message: 'Start',
    author: 'bruno.lima',
    date: '2026-01-05T08:00:00Z',
  });
  const folder = () => mkdtemp(join(directory, 'work-'));
  return {
    forge,
    directory,
    errors,
    folder,
    as: async login => octokitOf(forge, await forge.issueToken(login)),
    git: async (cwd, ...args) => {
      const { stdout } = await run('git', args, {
        cwd,
        env: { ...process.env, GIT_TERMINAL_PROMPT: '0', HOME: directory },
      });
      return stdout;
    },
    cloneUrl: async (login, repository = 'acme/platform') => {
      const url = new URL(`${forge.url}/${repository}.git`);
      url.username = 'x-access-token';
      url.password = await forge.issueToken(login);
      return url.toString();
    },
    close: async () => {
      await forge.close();
      await rm(directory, { recursive: true, force: true });
      expect(errors).toEqual([]);
    },
  };
}

/** Opens a pull request that changes one file, and answers its number. */
export async function proposeChange(
  { forge }: TestForge,
  branch: string,
  options: {
    author?: string;
    path?: string;
    content?: string;
    draft?: boolean;
  } = {},
): Promise<number> {
  const { author = 'spokeport-bot', path = `${branch}.txt`, draft } = options;
  await forge.commitFiles({
    ...REPO,
    branch,
    files: { [path]: { content: options.content ?? `${branch}\n` } },
    message: `Add ${branch}`,
    author,
  });
  return forge.openPullRequest({
    ...REPO,
    title: `Change ${branch}`,
    head: branch,
    author,
    draft,
  });
}
