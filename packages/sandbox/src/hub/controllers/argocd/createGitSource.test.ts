import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGitSource } from './createGitSource';

const IDENTITY = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.org',
};

describe('createGitSource', () => {
  let dir: string;
  let first: string;
  let second: string;
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', dir, ...args], {
      env: { ...process.env, ...IDENTITY },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .toString()
      .trim();
  const commit = () => {
    git('commit', '-q', '--allow-empty', '-m', 'Change');
    return git('rev-parse', 'HEAD');
  };
  const resolve = (revision: string) =>
    createGitSource({
      resolveRepository: () => join(dir, '.git'),
    }).resolveRevision('https://git.example.org/r.git', revision);

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'git-source-'));
    git('init', '-q', '-b', 'main');
    first = commit();
    git('tag', 'v1');
    git('tag', '-a', '-m', 'Release', 'annotated');
    git('branch', 'team/a');
    second = commit();
  });

  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it.each([
    { reason: 'the branch that HEAD names', name: () => '', at: () => second },
    { reason: 'HEAD by name', name: () => 'HEAD', at: () => second },
    { reason: 'a branch', name: () => 'main', at: () => second },
    { reason: 'a branch in a folder', name: () => 'team/a', at: () => first },
    { reason: 'a full name', name: () => 'refs/heads/main', at: () => second },
    { reason: 'a tag', name: () => 'v1', at: () => first },
    { reason: 'an annotated tag', name: () => 'annotated', at: () => first },
    { reason: 'a commit', name: () => first, at: () => first },
    { reason: 'a short one', name: () => first.slice(0, 9), at: () => first },
    { reason: 'what comes before', name: () => 'main~1', at: () => first },
  ])('resolves $reason, kept loose or packed', async ({ name, at }) => {
    expect(await resolve(name())).toBe(at());
    git('pack-refs', '--all');
    expect(await resolve(name())).toBe(at());
  });

  it('takes a tag before a branch of the same name, as git does', async () => {
    git('tag', 'main', first);
    expect(await resolve('main')).toBe(first);
  });

  it('takes HEAD where it is, on no branch too', async () => {
    git('checkout', '-q', '--detach', first);
    expect(await resolve('HEAD')).toBe(first);
  });

  it.each(['none', '../../x', 'team', '--all', '@{u}'])(
    'says as Argo CD does that there is no %s',
    async name => {
      await expect(resolve(name)).rejects.toThrow(
        `unable to resolve '${name}' to a commit SHA`,
      );
    },
  );
});
