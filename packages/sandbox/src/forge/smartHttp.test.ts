import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createTestForge,
  octokitOf,
  proposeChange,
  REPO,
  TestForge,
} from './__testUtils__/createTestForge';

describe('git over HTTP', () => {
  let test: TestForge;

  beforeAll(async () => {
    test = await createTestForge();
  });
  afterAll(() => test.close());

  async function clone(login: string): Promise<string> {
    const folder = await test.folder();
    await test.git(folder, 'clone', '-q', await test.cloneUrl(login), '.');
    await test.git(folder, 'config', 'user.name', 'Ana Souza');
    await test.git(folder, 'config', 'user.email', 'ana.souza@example.org');
    return folder;
  }

  async function commit(folder: string, file: string): Promise<void> {
    await writeFile(join(folder, file), `${file}\n`);
    await test.git(folder, 'add', file);
    await test.git(folder, 'commit', '-q', '-m', `Add ${file}`);
  }

  it('clones, and a push moves the head of the pull request', async () => {
    const number = await proposeChange(test, 'pushed');
    const folder = await clone('ana.souza');
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toBe(
      '# Platform\n',
    );
    await test.git(folder, 'checkout', '-q', 'pushed');
    await commit(folder, 'by-git.txt');
    await test.git(folder, 'push', '-q');
    const sha = (await test.git(folder, 'rev-parse', 'HEAD')).trim();
    const bruno = await test.as('bruno.lima');
    const { data } = await bruno.rest.pulls.get({
      ...REPO,
      pull_number: number,
    });
    expect(data).toMatchObject({ head: { sha }, commits: 2 });
    await test.git(folder, 'fetch', '-q', 'origin', `refs/pull/${number}/head`);
    expect((await test.git(folder, 'rev-parse', 'FETCH_HEAD')).trim()).toBe(
      sha,
    );
  });

  it('counts a pull request as merged when its head is pushed to the base', async () => {
    const number = await proposeChange(test, 'by-hand');
    const folder = await clone('bruno.lima');
    await test.git(
      folder,
      'merge',
      '-q',
      '--no-ff',
      '-m',
      'By hand',
      'origin/by-hand',
    );
    await test.git(folder, 'push', '-q');
    const bruno = await test.as('bruno.lima');
    const { data } = await bruno.rest.pulls.get({
      ...REPO,
      pull_number: number,
    });
    expect(data).toMatchObject({
      merged: true,
      merged_by: { login: 'bruno.lima' },
      changed_files: 1,
    });
  });

  it('hears each push once, wherever it came from', async () => {
    const heard: string[] = [];
    const other = await createTestForge({ onPush: url => heard.push(url) });
    heard.length = 0;
    const folder = await other.folder();
    await other.git(
      folder,
      'clone',
      '-q',
      await other.cloneUrl('bruno.lima'),
      '.',
    );
    await other.git(folder, 'push', '-q', 'origin', 'main:copy');
    expect(heard).toEqual([`${other.forge.url}/acme/platform.git`]);
    const directory = other.forge.repositoryDirectory(heard[0]) ?? '';
    expect(await other.git(directory, 'branch', '--list', 'copy')).toContain(
      'copy',
    );
    expect(
      other.forge.repositoryDirectory('http://elsewhere/acme/platform.git'),
    ).toBeUndefined();
    await other.close();
  });

  it.each([
    { reason: 'nobody', login: undefined },
    { reason: 'a person without access', login: 'davi.rocha' },
  ])('refuses a clone by $reason', async ({ login }) => {
    const url = login
      ? await test.cloneUrl(login)
      : `${test.forge.url}/acme/platform.git`;
    const folder = await test.folder();
    await expect(test.git(folder, 'clone', '-q', url, '.')).rejects.toThrow(
      /Authentication|could not read|not found/i,
    );
  });

  it('refuses a push by a reader, to a protected branch, and to refs/pull', async () => {
    await test.forge.createRepository({ owner: 'acme', name: 'readable' });
    await test.forge.commitFiles({
      owner: 'acme',
      repo: 'readable',
      branch: 'main',
      files: { a: { content: 'a' } },
      message: 'a',
      author: 'bruno.lima',
    });
    const folder = await test.folder();
    await test.git(
      folder,
      'clone',
      '-q',
      await test.cloneUrl('carla.dias', 'acme/readable'),
      '.',
    );
    await expect(
      test.git(folder, 'push', '-q', 'origin', 'main:new'),
    ).rejects.toThrow(/403/);
    await test.forge.protectBranch({
      owner: 'acme',
      repo: 'readable',
      branch: 'main',
      requiredApprovals: 1,
    });
    await test.git(
      folder,
      'remote',
      'set-url',
      'origin',
      await test.cloneUrl('bruno.lima', 'acme/readable'),
    );
    await test.git(folder, 'config', 'user.name', 'Bruno Lima');
    await test.git(folder, 'config', 'user.email', 'bruno.lima@example.org');
    await commit(folder, 'direct.txt');
    await expect(
      test.git(folder, 'push', '-q', 'origin', 'main'),
    ).rejects.toThrow(/GH006|through a pull request/);
    await expect(
      test.git(folder, 'push', '-q', 'origin', 'main:refs/pull/9/head'),
    ).rejects.toThrow(/refs\/pull|hidden/);
    await test.git(folder, 'push', '-q', 'origin', 'main:aside');
    const { data } = await octokitOf(test.forge).rest.repos.listBranches({
      owner: 'acme',
      repo: 'readable',
    });
    expect(data.map(b => b.name)).toEqual(['aside', 'main']);
  });
});
