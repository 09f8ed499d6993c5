import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Octokit } from '@octokit/rest';
import { cpSync } from 'node:fs';
import type { Forge } from 'sandbox';
import {
  claimFile,
  claimText,
  clientOf,
  commit,
  createPlatformRepository,
  propose,
  REPOSITORY,
  startPlatformForge,
  startTracking,
  watchCalls,
} from './__testUtils__/startTracking';
import { until } from '../__testUtils__/until';
import type { Ancestry } from './types';

const GROUP = 'platform.spokeport.dev';
const FILE = claimFile('payments-dev');
const BODY = [
  'A small cluster.',
  '',
  'Spokeport-Requester: user:default/ana.souza',
  'Spokeport-Hub: hub-eu',
  `Spokeport-Claim: ${GROUP}/TenantCluster/payments/payments-dev`,
].join('\n');

// Every test starts a forge on a Git repository of its own.
jest.setTimeout(60_000);

const seed = createMockDirectory();

beforeAll(async () => {
  const forge = await startPlatformForge(seed.path);
  await createPlatformRepository(forge);
  await forge.close();
});

afterEach(() => {
  jest.restoreAllMocks();
});

async function startSeededForge(stateDir: string): Promise<Forge> {
  cpSync(seed.path, stateDir, { recursive: true });
  return startPlatformForge(stateDir);
}

describe('createRequestTracker', () => {
  const state = createMockDirectory();
  let forge: Forge;
  let bot: Octokit;
  let tracking: Awaited<ReturnType<typeof startTracking>>;

  beforeEach(async () => {
    state.clear();
    forge = await startSeededForge(state.path);
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
  const pull = (number: number) => ({ ...REPOSITORY, pull_number: number });
  const headOf = async (number: number) =>
    (await bot.rest.pulls.get(pull(number))).data.head.sha;

  describe('what it reports of one request', () => {
    it('tells who wants what, from the YAML at base and head', async () => {
      await track();
      const number = await propose(
        forge,
        'payments-dev',
        { [FILE]: claimText('payments-dev'), 'docs/a.yaml': claimText('not') },
        { body: BODY },
      );
      const request = await until(() => tracking.request(number));
      expect(request).toMatchObject({
        hub: 'hub-eu',
        repository: 'acme/platform',
        url: `${forge.url}/acme/platform/pull/${number}`,
        title: 'Request payments-dev',
        state: 'open',
        draft: false,
        author: 'spokeport-bot',
        requester: 'user:default/ana.souza',
        branch: 'payments-dev',
        base: 'main',
        headSha: await headOf(number),
        mergeable: 'clean',
        reviews: [],
        trailers: {
          hub: 'hub-eu',
          claims: [`${GROUP}/TenantCluster/payments/payments-dev`],
        },
        changes: [
          {
            change: 'create',
            group: GROUP,
            kind: 'TenantCluster',
            namespace: 'payments',
            name: 'payments-dev',
            path: FILE,
            fields: { tenant: 'payments', size: 'small' },
            manifest: { spec: { size: 'small' } },
          },
        ],
      });
      expect(request).not.toHaveProperty('checks.total');
      expect(request.mergeCommit).toBeUndefined();
      const claim = {
        hub: 'hub-eu',
        group: GROUP,
        kind: 'TenantCluster',
        namespace: 'payments',
        name: 'payments-dev',
      };
      expect(tracking.tracker.requestsFor(claim)).toEqual([request]);
      expect(
        tracking.tracker.requestsFor({ ...claim, namespace: 'orders' }),
      ).toEqual([]);
    });

    it('takes the requester from the claim where the body names none', async () => {
      await track();
      const number = await propose(forge, 'a', { [FILE]: claimText('a') });
      expect(await until(() => tracking.request(number))).toMatchObject({
        requester: 'user:default/davi.rocha',
        trailers: { claims: [] },
      });
    });

    it('follows pushes to the branch, and back to nothing', async () => {
      await track();
      const number = await propose(forge, 'a', { [FILE]: claimText('a') });
      await until(() => tracking.request(number));
      const head = await commit(forge, 'a', {
        [FILE]: claimText('a', 'large'),
      });
      const updated = await until(
        () =>
          tracking.request(number)?.headSha === head &&
          tracking.request(number),
      );
      expect(updated.changes[0].fields.size).toBe('large');
      await commit(forge, 'a', { [FILE]: undefined });
      await until(() => tracking.request(number) === undefined);
    });

    it('tells reviews: the last word of each reviewer, a comment takes nothing back', async () => {
      await track();
      const number = await propose(forge, 'a', { [FILE]: claimText('a') });
      const review = (
        reviewer: string,
        event: 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT',
      ) =>
        forge.review({ ...REPOSITORY, number, reviewer, event, body: 'Hm.' });
      const reviews = () =>
        tracking
          .request(number)
          ?.reviews.map(({ by, state: word }) => [by, word]);
      await review('bruno.lima', 'REQUEST_CHANGES');
      await until(() => {
        expect(reviews()).toEqual([['bruno.lima', 'changes-requested']]);
        return true;
      });
      await review('bruno.lima', 'APPROVE');
      await review('bruno.lima', 'COMMENT');
      await review('ana.souza', 'COMMENT');
      await until(() => {
        expect(reviews()).toEqual([
          ['bruno.lima', 'approved'],
          ['ana.souza', 'commented'],
        ]);
        return true;
      });
    });

    it('tells checks, which leave no trace in the list of pull requests', async () => {
      await track();
      const number = await propose(forge, 'a', { [FILE]: claimText('a') });
      const sha = await headOf(number);
      await until(() => tracking.request(number));
      const { data: run } = await bot.rest.checks.create({
        ...REPOSITORY,
        name: 'validate',
        head_sha: sha,
        status: 'in_progress',
      });
      await bot.rest.repos.createCommitStatus({
        ...REPOSITORY,
        sha,
        context: 'policy',
        state: 'success',
      });
      const checks = () => tracking.request(number)?.checks;
      await until(() => {
        expect(checks()).toEqual({
          total: 2,
          passed: 1,
          failed: 0,
          pending: 1,
          failures: [],
        });
        return true;
      });
      await bot.rest.checks.update({
        ...REPOSITORY,
        check_run_id: run.id,
        status: 'completed',
        conclusion: 'failure',
      });
      await until(() => {
        expect(checks()).toMatchObject({ failed: 1, failures: ['validate'] });
        return true;
      });
    });

    it('tells a draft', async () => {
      await track();
      const number = await propose(
        forge,
        'a',
        { [FILE]: claimText('a') },
        { draft: true },
      );
      expect(await until(() => tracking.request(number))).toMatchObject({
        state: 'open',
        draft: true,
      });
    });

    it('tells a conflict that comes from elsewhere', async () => {
      await track();
      const number = await propose(forge, 'a', { [FILE]: claimText('a') });
      await until(() => tracking.request(number)?.mergeable === 'clean');
      await commit(forge, 'main', { [FILE]: claimText('a', 'large') });
      await until(() => {
        expect(tracking.request(number)?.mergeable).toBe('conflicting');
        return true;
      });
    });

    it.each(['merge', 'squash', 'rebase'] as const)(
      'tells who merged it and as which commit (%s)',
      async method => {
        await track();
        const number = await propose(forge, 'a', { [FILE]: claimText('a') });
        await until(() => tracking.request(number));
        const sha = await forge.merge({
          ...REPOSITORY,
          number,
          merger: 'bruno.lima',
          method,
        });
        const merged = await until(
          () =>
            tracking.request(number)?.state === 'merged' &&
            tracking.request(number),
        );
        expect(merged).toMatchObject({
          mergedBy: 'bruno.lima',
          mergeCommit: sha,
          mergedAt: expect.any(String),
          changes: [{ change: 'create', name: 'a' }],
        });
      },
    );

    it('finds what was merged and closed before it started', async () => {
      const merged = await propose(forge, 'a', { [FILE]: claimText('a') });
      await forge.merge({
        ...REPOSITORY,
        number: merged,
        merger: 'bruno.lima',
      });
      const closed = await propose(forge, 'b', {
        [claimFile('b')]: claimText('b'),
      });
      await bot.rest.pulls.update({ ...pull(closed), state: 'closed' });
      await track();
      expect(tracking.pullRequests()).toMatchObject([
        { number: closed, state: 'closed', closedAt: expect.any(String) },
        {
          number: merged,
          state: 'merged',
          changes: [{ change: 'create', name: 'a' }],
        },
      ]);
      expect(tracking.tracker.requests('hub-us')).toEqual([]);
    });

    it('tells a close of one it followed', async () => {
      await track();
      const number = await propose(forge, 'a', { [FILE]: claimText('a') });
      await until(() => tracking.request(number)?.state === 'open');
      await bot.rest.pulls.update({ ...pull(number), state: 'closed' });
      const request = await until(
        () =>
          tracking.request(number)?.state === 'closed' &&
          tracking.request(number),
      );
      expect(request.mergeCommit).toBeUndefined();
    });

    it.each([
      {
        reason: 'a rename is one change, neither a removal nor a creation',
        texts: {
          [claimFile('old')]: undefined,
          'tenants/payments/moved.yaml': claimText('old'),
        },
        expected: ['change old tenants/payments/moved.yaml'],
      },
      {
        reason: 'a rename with another size is a change',
        texts: {
          [claimFile('old')]: undefined,
          'tenants/payments/moved.yaml': claimText('old', 'large'),
        },
        expected: ['change old tenants/payments/moved.yaml'],
      },
      {
        reason: 'a removal',
        texts: { [claimFile('old')]: undefined },
        expected: [`remove old ${claimFile('old')}`],
      },
      {
        reason: 'several claims in one pull request',
        texts: {
          [claimFile('old')]: claimText('old', 'large'),
          [FILE]: `${claimText('a')}---\n${claimText('b')}`,
        },
        expected: [
          `change old ${claimFile('old')}`,
          `create a ${FILE}`,
          `create b ${FILE}`,
        ],
      },
      {
        reason: 'no YAML, or outside the folders of claims',
        texts: {
          'tenants/payments/README.md': claimText('a'),
          'tenants-old/a.yaml': claimText('a'),
        },
        expected: undefined,
      },
    ])('$reason', async ({ texts, expected }) => {
      const number = await propose(forge, 'change', texts);
      await track({ paths: ['./tenants/'] });
      expect(
        tracking
          .request(number)
          ?.changes.map(({ change, name, path }) => `${change} ${name} ${path}`)
          .sort(),
      ).toEqual(expected);
    });

    it('reads more files than one page holds', async () => {
      const number = await propose(forge, 'a', { [FILE]: claimText('a') });
      const send = globalThis.fetch;
      const spy = jest
        .spyOn(globalThis, 'fetch')
        .mockImplementation(async (input, init) => {
          const url = new URL(String(input));
          if (
            !url.pathname.endsWith('/files') ||
            url.searchParams.has('page')
          ) {
            url.searchParams.delete('page');
            return send(url, init);
          }
          const page = Array.from({ length: 100 }, (_, index) => ({
            filename: `docs/${index}.md`,
            status: 'added',
          }));
          return new Response(JSON.stringify(page), {
            headers: {
              'content-type': 'application/json',
              link: `<${url}&page=2>; rel="next"`,
            },
          });
        });
      await track();
      spy.mockRestore();
      expect(tracking.request(number)?.changes).toHaveLength(1);
    });

    it('compares with where the branch began, not with what main became', async () => {
      const number = await propose(forge, 'a', { [FILE]: claimText('a') });
      await commit(forge, 'main', {
        [claimFile('old')]: claimText('old', 'large'),
        [claimFile('new')]: claimText('new'),
      });
      await track();
      expect(tracking.request(number)?.changes.map(({ name }) => name)).toEqual(
        ['a'],
      );
    });

    it('lets go of one that no longer goes to the branch', async () => {
      await commit(forge, 'next', { 'next.txt': 'next' });
      const number = await propose(forge, 'a', { [FILE]: claimText('a') });
      await track();
      expect(tracking.request(number)).toBeDefined();
      await bot.rest.pulls.update({ ...pull(number), base: 'next' });
      await until(() => tracking.request(number) === undefined);
    });

    it('is not stopped by a file that is no text a program can use', async () => {
      const bomb = `a: &a [x]\n${Array.from(
        { length: 200 },
        (_, index) => `b${index}: *a`,
      ).join('\n')}`;
      await propose(forge, 'hostile', {
        [claimFile('bomb')]: `${claimText('bomb')}data:\n  ${bomb.replace(
          /\n/g,
          '\n  ',
        )}\n`,
        [claimFile('broken')]: 'a: [',
      });
      const number = await propose(forge, 'a', { [FILE]: claimText('a') });
      await track();
      expect(tracking.pullRequests()).toMatchObject([{ number }]);
    });
  });

  describe('what it costs', () => {
    it('asks for nothing that is new in a quiet poll of three open requests', async () => {
      for (const name of ['a', 'b', 'c']) {
        await propose(forge, name, { [claimFile(name)]: claimText(name) });
      }
      await propose(forge, 'docs', { 'README.md': '# More\n' });
      await track();
      const used = async () =>
        (await bot.request('GET /rate_limit')).data.rate.used;
      const before = await used();
      const { calls, restore } = watchCalls(forge);
      const listing = (call: string) => call === 'GET /commits 304';
      await until(() => calls.filter(listing).length >= 4);
      restore();
      const starts = calls.flatMap((call, index) =>
        listing(call) ? [index] : [],
      );
      expect(calls.every(call => call.endsWith(' 304'))).toBe(true);
      // Open and ended ones, and the branch; and of each request itself, check runs and statuses.
      expect(calls.slice(starts[1], starts[2])).toHaveLength(3 + 3 * 3);
      expect(await used()).toBe(before);
      const { lastPoll } = tracking.state();
      expect(lastPoll?.unchanged).toBe(lastPoll?.calls);
    });

    it('reads a changed request once', async () => {
      const number = await propose(forge, 'a', { [FILE]: claimText('a') });
      await track();
      const { calls, restore } = watchCalls(forge);
      await forge.review({
        ...REPOSITORY,
        number,
        reviewer: 'bruno.lima',
        event: 'APPROVE',
        // GitHub's times have no fractions: within one second nothing shows that it changed.
        date: new Date(Date.now() + 5000),
      });
      await until(() => tracking.request(number)?.reviews.length === 1);
      restore();
      expect(
        calls.filter(call => call === `GET /pulls/${number} 200`),
      ).toHaveLength(1);
      expect(calls.filter(call => call.includes('/files'))).toEqual([]);
      expect(calls.filter(call => call.includes('/contents/'))).toEqual([]);
    });

    it('polls at once when a webhook comes', async () => {
      await track({ pollInterval: 3_600_000 });
      const number = await propose(forge, 'a', { [FILE]: claimText('a') });
      const hear = (payload: unknown) =>
        tracking.events.publish({ topic: 'github', eventPayload: payload });
      const { calls, restore } = watchCalls(forge);
      await hear(undefined);
      await hear({ repository: { full_name: 'acme/other' } });
      expect(calls).toEqual([]);
      await hear({ repository: { full_name: 'Acme/Platform' } });
      await until(() => tracking.request(number));
      restore();
    });

    it('stops when told', async () => {
      await track({ pollInterval: 1 });
      const { calls, restore } = watchCalls(forge);
      await until(() => calls.length > 2);
      tracking.stop();
      await forge.close();
      const last = calls.length;
      await tracking.events.publish({
        topic: 'github',
        eventPayload: { repository: { full_name: 'acme/platform' } },
      });
      restore();
      expect(calls.length - last).toBeLessThanOrEqual(1);
      expect(tracking.state().state).toBe('live');
      expect(tracking.logger.warn).not.toHaveBeenCalled();
      forge = await startPlatformForge(state.path);
    });
  });

  describe('contains', () => {
    it('finds out whether a revision holds a commit, and tells when it knows', async () => {
      const first = await commit(forge, 'main', { 'a.txt': 'a' });
      const second = await commit(forge, 'main', { 'b.txt': 'b' });
      await track({ pollInterval: 3_600_000 });
      const contains = (revision: string, merge: string) =>
        tracking.tracker.contains('hub-eu', revision, merge);
      const { calls, restore } = watchCalls(forge);
      const hasChanged = () => tracking.changed.mock.calls.length > 0;
      const asks: [string, string, boolean | undefined, Ancestry][] = [
        [second, first, true, 'contained'],
        [first, second, false, 'missing'],
        [second, 'f'.repeat(40), undefined, 'not-found'],
      ];
      for (const [revision, merge, expected, ancestry] of asks) {
        tracking.changed.mockClear();
        expect(contains(revision, merge)).toBeUndefined();
        expect(contains(revision, merge)).toBeUndefined();
        await until(hasChanged);
        expect(contains(revision, merge)).toBe(expected);
        expect(tracking.tracker.ancestry('hub-eu', revision, merge)).toBe(
          ancestry,
        );
      }
      restore();
      expect(calls).toHaveLength(asks.length);
      expect(contains(first, first)).toBe(true);
      expect(
        tracking.tracker.contains('hub-us', second, first),
      ).toBeUndefined();
    });

    it('answers what was asked before the repository was reached', async () => {
      const first = await commit(forge, 'main', { 'a.txt': 'a' });
      const second = await commit(forge, 'main', { 'b.txt': 'b' });
      const token = await forge.issueToken('spokeport-bot');
      tracking = await startTracking(forge, { token });
      // As the journey engine does: ask again whenever something changed.
      let answer = tracking.tracker.contains('hub-eu', second, first);
      tracking.tracker.subscribe(() => {
        answer = tracking.tracker.contains('hub-eu', second, first);
      });
      expect(answer).toBeUndefined();
      await until(() => answer);
    });
  });
});

describe('createRequestTracker on a repository that fails', () => {
  const state = createMockDirectory();
  let forge: Forge;
  let tracking: Awaited<ReturnType<typeof startTracking>>;

  beforeEach(async () => {
    state.clear();
    forge = await startSeededForge(state.path);
  });

  afterEach(async () => {
    tracking?.stop();
    await forge.close();
  });

  /** Sees three failing polls and one log line, then mends and sees it live. */
  async function expectRecovery(sentence: string, mend: () => Promise<void>) {
    const { attempts, restore } = watchCalls(forge);
    await until(() => tracking.state().state === 'failing');
    expect(tracking.state().message).toBe(sentence);
    await until(() => attempts.length >= 3);
    restore();
    expect(tracking.logger.warn.mock.calls).toEqual([
      [`Requests of hub hub-eu can't be followed: ${sentence}; still trying`],
    ]);
    await mend();
    await until(() => tracking.state().state === 'live');
    expect(tracking.state().message).toBeUndefined();
    expect(tracking.logger.warn).toHaveBeenCalledTimes(1);
  }

  it('says that the token is wrong', async () => {
    const number = await propose(forge, 'a', { [FILE]: claimText('a') });
    tracking = await startTracking(forge, { token: 'not-yet-a-token' });
    await expectRecovery(
      'GitHub refuses the token for acme/platform: it is wrong or has expired',
      async () => {
        await forge.issueToken('spokeport-bot', 'not-yet-a-token');
      },
    );
    expect(tracking.request(number)).toBeDefined();
    expect(JSON.stringify(tracking.logger.warn.mock.calls)).not.toContain(
      'not-yet-a-token',
    );
  });

  it('says that the repository is missing', async () => {
    await forge.close();
    state.clear();
    forge = await startPlatformForge(state.path);
    const token = await forge.issueToken('spokeport-bot');
    tracking = await startTracking(forge, { token });
    await expectRecovery(
      'The repository acme/platform does not exist, or the token may not read it',
      () => createPlatformRepository(forge),
    );
    expect(tracking.pullRequests()).toEqual([]);
  });

  it('says that the forge is not there, keeps what it knew, and goes on afterwards', async () => {
    const number = await propose(forge, 'a', { [FILE]: claimText('a') });
    const token = await forge.issueToken('spokeport-bot');
    const port = Number(new URL(forge.url).port);
    tracking = await startTracking(forge, { token });
    await until(() => tracking.state().state === 'live');
    await forge.close();
    await expectRecovery(
      "GitHub can't be reached for acme/platform",
      async () => {
        expect(tracking.request(number)).toBeDefined();
        expect(tracking.state().heardAt).toEqual(expect.any(String));
        forge = await startPlatformForge(state.path, port);
      },
    );
    expect(tracking.request(number)?.state).toBe('open');
  });

  it('says that what answers is no GitHub', async () => {
    tracking = await startTracking(
      { url: forge.url, apiUrl: forge.url },
      { token: await forge.issueToken('spokeport-bot') },
    );
    await until(() => tracking.state().state === 'failing');
    expect(tracking.state().message).toMatch(/acme\/platform/);
  });

  it('takes a new token without failing when the old one ends', async () => {
    const token = await forge.issueToken('spokeport-bot');
    tracking = await startTracking(forge, { token, pollInterval: 20 });
    await until(() => tracking.state().state === 'live');
    const send = globalThis.fetch;
    let refusals = 1;
    let later = 0;
    const spy = jest
      .spyOn(globalThis, 'fetch')
      .mockImplementation(async (...call) => {
        if (refusals > 0) {
          refusals -= 1;
          return new Response('{"message":"Bad credentials"}', {
            status: 401,
            headers: { 'content-type': 'application/json' },
          });
        }
        later += 1;
        return send(...call);
      });
    await until(() => later > 2);
    spy.mockRestore();
    expect(tracking.state().state).toBe('live');
    expect(tracking.logger.warn).not.toHaveBeenCalled();
  });

  it('does not let one pull request that fails hide the others', async () => {
    const bad = await propose(forge, 'bad', {
      [claimFile('bad')]: claimText('bad'),
    });
    const good = await propose(forge, 'a', { [FILE]: claimText('a') });
    const send = globalThis.fetch;
    const spy = jest
      .spyOn(globalThis, 'fetch')
      .mockImplementation(async (...call) =>
        String(call[0]).includes(`/pulls/${bad}/files`)
          ? new Response('{"message":"too large"}', {
              status: 422,
              headers: { 'content-type': 'application/json' },
            })
          : send(...call),
      );
    const token = await forge.issueToken('spokeport-bot');
    tracking = await startTracking(forge, { token });
    await until(() => tracking.request(good));
    await until(() => spy.mock.calls.length > 20);
    expect(tracking.request(bad)).toBeUndefined();
    expect(tracking.state().state).toBe('live');
    expect(tracking.logger.warn.mock.calls).toEqual([
      [
        `Pull request acme/platform#${bad} can't be read: GitHub answers 422; still trying`,
      ],
    ]);
    spy.mockRestore();
    await until(() => tracking.request(bad));
  });
});
