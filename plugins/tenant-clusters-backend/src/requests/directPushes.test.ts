import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Octokit } from '@octokit/rest';
import type { Forge } from 'sandbox';
import {
  claimFile,
  claimText,
  clientOf,
  commit,
  createPlatformRepository,
  REPOSITORY,
  startPlatformForge,
  startTracking,
  watchCalls,
} from './__testUtils__/startTracking';
import { until } from '../__testUtils__/until';

// Every test starts a forge on a Git repository of its own.
jest.setTimeout(60_000);

describe('direct pushes', () => {
  const state = createMockDirectory();
  let forge: Forge;
  let bot: Octokit;
  let tracking: Awaited<ReturnType<typeof startTracking>>;

  beforeEach(async () => {
    state.clear();
    forge = await startPlatformForge(state.path);
    await createPlatformRepository(forge);
    bot = await clientOf(forge, 'spokeport-bot');
  });

  afterEach(async () => {
    tracking?.stop();
    await forge.close();
  });

  const track = async (
    options: Partial<Parameters<typeof startTracking>[1]> = {},
  ) => {
    tracking = await startTracking(forge, {
      token: await forge.issueToken('spokeport-bot'),
      ...options,
    });
    await until(() => tracking.state().state === 'live');
  };
  const pushed = (sha: string) =>
    tracking.pushes().find(request => request.commit === sha);
  const names = () =>
    tracking
      .pushes()
      .flatMap(({ changes }) =>
        changes.map(({ change, name }) => `${change} ${name}`),
      );

  it('are requests that were merged as they came, named by their commit', async () => {
    await track();
    const sha = await forge.commitFiles({
      ...REPOSITORY,
      branch: 'main',
      files: { [claimFile('a')]: { content: claimText('a') } },
      message:
        'Add a\n\nIn a hurry.\n\nSpokeport-Requester: user:default/ana.souza\n',
      author: 'bruno.lima',
    });
    const request = await until(() => pushed(sha));
    expect(request).toMatchObject({
      origin: 'push',
      commit: sha,
      url: `${forge.url}/acme/platform/commit/${sha}`,
      title: 'Add a',
      state: 'merged',
      author: 'bruno.lima',
      requester: 'user:default/ana.souza',
      base: 'main',
      mergeCommit: sha,
      mergedAt: expect.any(String),
      mergedUnapproved: true,
      reviews: [],
      changes: [{ change: 'create', name: 'a', path: claimFile('a') }],
    });
    expect(request.number).toBeUndefined();
    expect(
      tracking.tracker.requestsFor({
        hub: 'hub-eu',
        group: 'platform.spokeport.dev',
        kind: 'TenantCluster',
        namespace: 'payments',
        name: 'a',
      }),
    ).toEqual([request]);
  });

  it('are found among what happened before the start, each with what it did', async () => {
    await commit(forge, 'main', { [claimFile('a')]: claimText('a') });
    await commit(forge, 'main', { 'docs/a.md': 'Nothing of a claim' });
    await commit(forge, 'main', { [claimFile('a')]: claimText('a', 'large') });
    await commit(forge, 'main', { [claimFile('a')]: undefined });
    await track();
    expect(names().sort()).toEqual([
      'change a',
      'create a',
      'create old',
      'remove a',
    ]);
  });

  it.each(['merge', 'squash', 'rebase'] as const)(
    'are not what a pull request brought by %s, in however many commits',
    async method => {
      await track();
      await commit(forge, 'a', { [claimFile('a')]: claimText('a') });
      await commit(forge, 'a', { [claimFile('a')]: claimText('a', 'large') });
      const number = await forge.openPullRequest({
        ...REPOSITORY,
        title: 'a',
        head: 'a',
        author: 'spokeport-bot',
      });
      // The branch is not what the pull request began from: a rebase makes new commits.
      const before = await commit(forge, 'main', { 'docs/a.md': 'Meanwhile' });
      await forge.merge({
        ...REPOSITORY,
        number,
        merger: 'bruno.lima',
        method,
      });
      const after = await commit(forge, 'main', {
        [claimFile('b')]: claimText('b'),
      });
      await until(() => pushed(after));
      await until(() => tracking.request(number)?.state === 'merged');
      expect(pushed(before)).toBeUndefined();
      expect(names().sort()).toEqual(['create b', 'create old']);
      // Nor after a restart, when the pull request is long known.
      tracking.stop();
      await track();
      expect(names().sort()).toEqual(['create b', 'create old']);
    },
  );

  it('are looked at once', async () => {
    await track();
    const sha = await commit(forge, 'main', {
      [claimFile('a')]: claimText('a'),
    });
    await until(() => pushed(sha));
    const { calls, restore } = watchCalls(forge);
    const listing = (call: string) => call === 'GET /commits 304';
    await until(() => calls.filter(listing).length >= 3);
    restore();
    expect(calls.filter(call => call.includes(sha))).toEqual(
      // Once more whether a pull request brought it, which GitHub may learn late.
      calls.filter(call => call === `GET /commits/${sha}/pulls 200`),
    );
  });

  it('are asked about once more, since GitHub may learn late of the pull request', async () => {
    await track({ pollInterval: 3_600_000 });
    const send = globalThis.fetch;
    let late = false;
    const spy = jest
      .spyOn(globalThis, 'fetch')
      .mockImplementation(async (...call) =>
        String(call[0]).endsWith('/pulls?per_page=100') &&
        String(call[0]).includes('/commits/') &&
        late
          ? new Response(
              JSON.stringify([
                { merged_at: '2026-11-21T10:00:00Z', base: { ref: 'main' } },
              ]),
              { headers: { 'content-type': 'application/json' } },
            )
          : send(...call),
      );
    const sha = await commit(forge, 'main', {
      [claimFile('a')]: claimText('a'),
    });
    const poll = () =>
      tracking.events.publish({
        topic: 'github',
        eventPayload: { repository: { full_name: 'acme/platform' } },
      });
    const pollToTheEnd = async () => {
      const heard = tracking.state().heardAt;
      await poll();
      await until(() => tracking.state().heardAt !== heard);
    };
    await poll();
    await until(() => pushed(sha));
    late = true;
    for (let polls = 0; polls < 6; polls++) {
      await pollToTheEnd();
    }
    expect(pushed(sha)).toBeUndefined();
    spy.mockRestore();
  });

  it('looks at the history again where it could not be followed at first', async () => {
    const lost = await commit(forge, 'main', {
      [claimFile('a')]: claimText('a'),
    });
    await track();
    await until(() => pushed(lost));
    const { data: old } = await bot.rest.repos.getCommit({
      ...REPOSITORY,
      ref: lost,
    });
    const { fetch } = globalThis;
    let failures = 0;
    const spy = jest
      .spyOn(globalThis, 'fetch')
      .mockImplementation(async (input, init) => {
        if (failures === 0 && String(input).includes('/compare/')) {
          failures += 1;
          throw new TypeError('the connection broke');
        }
        return fetch(input, init);
      });
    await bot.rest.git.updateRef({
      ...REPOSITORY,
      ref: 'heads/main',
      sha: old.parents[0].sha,
      force: true,
    });
    await until(() => failures > 0 && !pushed(lost));
    expect(tracking.state().problem).toBe('rewritten');
    spy.mockRestore();
  });

  it.each([
    { reason: 'taken back, then pushed to', inOnePush: false },
    {
      reason: 'replaced in one push, as by an amended commit',
      inOnePush: true,
    },
  ])(
    'goes on when the branch is $reason, and says so',
    async ({ inOnePush }) => {
      const lost = await commit(forge, 'main', {
        [claimFile('a')]: claimText('a'),
      });
      await track();
      await until(() => pushed(lost));
      const branch = (name: string, sha: string) =>
        bot.rest.git.createRef({
          ...REPOSITORY,
          ref: `refs/heads/${name}`,
          sha,
        });
      await branch('other', lost);
      const { data: old } = await bot.rest.repos.getCommit({
        ...REPOSITORY,
        ref: lost,
      });
      const forceTo = (sha: string) =>
        bot.rest.git.updateRef({
          ...REPOSITORY,
          ref: 'heads/main',
          sha,
          force: true,
        });
      const push = (to: string) =>
        commit(forge, to, { [claimFile('b')]: claimText('b') });
      const [{ sha: before }] = old.parents;
      let next: string;
      if (inOnePush) {
        await branch('amended', before);
        next = await push('amended');
        await forceTo(next);
      } else {
        await forceTo(before);
        next = await push('main');
      }
      await until(() => pushed(next) && !pushed(lost));
      expect(names().sort()).toEqual(['create b', 'create old']);
      await until(() => tracking.state().problem === 'rewritten');
      expect(tracking.state()).toMatchObject({
        state: 'live',
        problem: 'rewritten',
        message: expect.stringMatching(
          /history of the branch main .* rewritten/,
        ),
      });
      // What was applied of the old history can be compared no more: neither yes nor no.
      const ancestry = () => tracking.tracker.ancestry('hub-eu', lost, next);
      await until(() => ancestry());
      expect(ancestry()).toBe('diverged');
      expect(tracking.tracker.contains('hub-eu', lost, next)).toBeUndefined();
    },
  );
});
