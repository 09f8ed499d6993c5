import type { Octokit } from '@octokit/rest';
import {
  createTestForge,
  REPO,
  type TestForge,
} from './__testUtils__/createTestForge';

describe('a renamed repository', () => {
  let test: TestForge;
  let bruno: Octokit;

  beforeAll(async () => {
    test = await createTestForge();
    bruno = await test.as('bruno.lima');
  });
  afterAll(() => test.close());

  it('is found by its former name until another takes it', async () => {
    await bruno.rest.repos.update({ ...REPO, name: 'control' });
    const { data, url } = await bruno.rest.repos.get(REPO);
    expect(data.full_name).toBe('acme/control');
    expect(url).toBe(`${test.forge.apiUrl}/repos/acme/control`);
    const listed = await bruno.rest.repos.listCommits({ ...REPO, per_page: 1 });
    expect(listed.data).toHaveLength(1);

    await test.forge.createRepository({ owner: 'acme', name: 'platform' });
    expect((await bruno.rest.repos.get(REPO)).data.full_name).toBe(
      'acme/platform',
    );
  });
});

describe('pull requests of a commit', () => {
  let test: TestForge;

  beforeAll(async () => {
    test = await createTestForge();
  });
  afterAll(() => test.close());

  it.each(['merge', 'squash', 'rebase'] as const)(
    'are found for every commit that it brought by %s, and for no push',
    async method => {
      const bruno = await test.as('bruno.lima');
      const branch = `by-${method}`;
      for (const step of ['one', 'two']) {
        await test.forge.commitFiles({
          ...REPO,
          branch,
          files: { [`${branch}-${step}.txt`]: { content: step } },
          message: step,
          author: 'ana.souza',
        });
      }
      const number = await test.forge.openPullRequest({
        ...REPO,
        title: branch,
        head: branch,
        author: 'ana.souza',
      });
      const pushed = await test.forge.commitFiles({
        ...REPO,
        branch: 'main',
        files: { [`${branch}.md`]: { content: 'pushed' } },
        message: 'Push',
        author: 'bruno.lima',
      });
      const tip = await test.forge.merge({
        ...REPO,
        number,
        merger: 'bruno.lima',
        method,
      });
      const { data: brought } = await bruno.rest.repos.compareCommits({
        ...REPO,
        base: pushed,
        head: tip,
      });
      const pullsOf = async (commit_sha: string) => {
        const { data } =
          await bruno.rest.repos.listPullRequestsAssociatedWithCommit({
            ...REPO,
            commit_sha,
          });
        return data.map(pull => pull.number);
      };
      expect(brought.commits.length).toBeGreaterThan(0);
      for (const { sha } of brought.commits) {
        expect(await pullsOf(sha)).toEqual([number]);
      }
      expect(await pullsOf(pushed)).toEqual([]);
    },
  );
});
