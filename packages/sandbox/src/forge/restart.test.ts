import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startForge } from '.';
import {
  createTestForge,
  octokitOf,
  PEOPLE,
  proposeChange,
  REPO,
} from './__testUtils__/createTestForge';

it('goes on where it stopped', async () => {
  const test = await createTestForge();
  const stateDir = join(test.directory, 'state');
  const number = await proposeChange(test, 'kept');
  await test.forge.review({
    ...REPO,
    number,
    reviewer: 'bruno.lima',
    event: 'APPROVE',
    body: 'Good',
    date: '2026-03-01T00:00:00Z',
  });
  await test.forge.addWebhook({
    ...REPO,
    url: 'http://127.0.0.1:1/',
    events: [],
  });
  const token = await test.forge.issueToken('bruno.lima');
  const before = await octokitOf(test.forge, token).rest.pulls.get({
    ...REPO,
    pull_number: number,
  });
  await test.forge.close();

  expect(await readdir(stateDir)).toEqual([
    'forge.json',
    'hooks',
    'repositories',
  ]);
  const forge = await startForge({ stateDir, port: 0, people: PEOPLE });
  const bruno = octokitOf(forge, token);
  expect(forge.repositoryExists({ owner: 'ACME', name: 'platform' })).toBe(
    true,
  );
  expect(await forge.issueToken('bruno.lima')).toBe(token);
  const { data } = await bruno.rest.pulls.get({ ...REPO, pull_number: number });
  expect(data).toMatchObject({
    id: before.data.id,
    title: before.data.title,
    head: { sha: before.data.head.sha },
    created_at: before.data.created_at,
    mergeable: true,
  });
  const reviews = await bruno.rest.pulls.listReviews({
    ...REPO,
    pull_number: number,
  });
  expect(reviews.data).toMatchObject([
    { state: 'APPROVED', body: 'Good', submitted_at: '2026-03-01T00:00:00Z' },
  ]);
  expect((await bruno.rest.repos.listWebhooks(REPO)).data).toHaveLength(1);
  await bruno.rest.pulls.merge({ ...REPO, pull_number: number });
  const next = await forge.commitFiles({
    ...REPO,
    branch: 'next',
    files: { n: { content: 'n' } },
    message: 'n',
    author: 'ana.souza',
  });
  expect(next).toMatch(/^[0-9a-f]{40}$/);
  expect(
    await forge.openPullRequest({
      ...REPO,
      title: 'Next',
      head: 'next',
      author: 'ana.souza',
    }),
  ).toBe(number + 1);
  await forge.close();
  await test.close();
});

it('catches up with a branch that moved before the state was written', async () => {
  const test = await createTestForge();
  const stateDir = join(test.directory, 'state');
  const number = await proposeChange(test, 'crashed');
  await test.forge.close();
  const state = await readFile(join(stateDir, 'forge.json'), 'utf8');

  const moved = await startForge({ stateDir, port: 0, people: PEOPLE });
  const sha = await moved.commitFiles({
    ...REPO,
    branch: 'crashed',
    files: { late: { content: 'l' } },
    message: 'Late',
    author: 'ana.souza',
  });
  await moved.close();
  await writeFile(join(stateDir, 'forge.json'), state);

  const forge = await startForge({ stateDir, port: 0, people: PEOPLE });
  const bruno = octokitOf(forge, await forge.issueToken('bruno.lima'));
  const { data } = await bruno.rest.pulls.get({ ...REPO, pull_number: number });
  expect(data).toMatchObject({ head: { sha }, commits: 2 });
  await forge.close();
  await test.close();
});
