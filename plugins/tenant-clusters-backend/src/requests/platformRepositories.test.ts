import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Octokit } from '@octokit/rest';
import { generateKeyPairSync } from 'node:crypto';
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

// Every test starts a forge on a Git repository of its own.
jest.setTimeout(60_000);

const HOUR_MS = 3_600_000;
const FILE = claimFile('a');

/** Answers some calls in GitHub's place. */
function answerInstead(answer: (url: URL) => Response | undefined) {
  const send = globalThis.fetch;
  const spy = jest
    .spyOn(globalThis, 'fetch')
    .mockImplementation(
      async (...call) => answer(new URL(String(call[0]))) ?? send(...call),
    );
  return { restore: () => spy.mockRestore() };
}

const json = (
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('platform repositories', () => {
  const state = createMockDirectory();
  let forge: Forge;
  let bruno: Octokit;
  let tracking: Awaited<ReturnType<typeof startTracking>>;
  let now: number;

  beforeEach(async () => {
    state.clear();
    now = Date.now();
    forge = await startPlatformForge(state.path, 0, () => new Date(now));
    await createPlatformRepository(forge);
    bruno = await clientOf(forge, 'bruno.lima');
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    tracking?.stop();
    await forge.close();
  });

  const start = async (
    options: Partial<Parameters<typeof startTracking>[1]> = {},
  ) => {
    tracking = await startTracking(forge, {
      token: options.app ? undefined : await forge.issueToken('spokeport-bot'),
      ...options,
    });
  };
  const track = async (...options: Parameters<typeof start>) => {
    await start(...options);
    await until(() => tracking.state().state === 'live');
  };
  const repository = (hub: string, ...paths: string[]) => ({
    hub,
    url: `${forge.url}/acme/platform`,
    branch: 'main',
    paths,
  });
  const numbers = (hub: string) =>
    tracking.tracker
      .requests(hub)
      .flatMap(({ number }) => number ?? [])
      .sort();

  describe('of several hubs', () => {
    it('can be one: it is read once, and each hub sees what is in its own folders', async () => {
      const eu = await propose(forge, 'eu', { 'eu/a.yaml': claimText('a') });
      const us = await propose(forge, 'us', { 'us/b.yaml': claimText('b') });
      const both = await propose(forge, 'both', {
        'eu/c.yaml': claimText('c'),
        'us/d.yaml': claimText('d'),
      });
      const { calls, restore } = watchCalls(forge);
      await track({
        repositories: [repository('hub-eu', 'eu'), repository('hub-us', 'us')],
      });
      restore();
      expect(numbers('hub-eu')).toEqual([eu, both]);
      expect(numbers('hub-us')).toEqual([us, both]);
      expect(
        tracking.tracker
          .requests('hub-us')
          .find(({ number }) => number === both),
      ).toMatchObject({ hub: 'hub-us', changes: [{ name: 'd' }] });
      expect(tracking.tracker.repositories()).toMatchObject([
        { hub: 'hub-eu', state: 'live' },
        { hub: 'hub-us', state: 'live' },
      ]);
      expect(
        calls.filter(call => call === `GET /pulls/${both}/files 200`),
      ).toHaveLength(1);
    });

    it('come, change and go with the hubs', async () => {
      const eu = await propose(forge, 'eu', { 'eu/a.yaml': claimText('a') });
      const us = await propose(forge, 'us', { 'us/b.yaml': claimText('b') });
      await track({ repositories: [repository('hub-eu', 'eu')] });
      expect(numbers('hub-us')).toEqual([]);

      tracking.tracker.setRepositories([
        repository('hub-eu', 'eu'),
        repository('hub-us', 'us'),
      ]);
      await until(() => numbers('hub-us').includes(us));
      expect(numbers('hub-eu')).toEqual([eu]);

      tracking.tracker.setRepositories([repository('hub-us', 'us', 'eu')]);
      await until(() => numbers('hub-us').length === 2);
      expect(tracking.tracker.repositories()).toHaveLength(1);
      expect(numbers('hub-eu')).toEqual([]);

      tracking.tracker.setRepositories([]);
      expect(tracking.tracker.requests()).toEqual([]);
      const { attempts, restore } = watchCalls(forge);
      await tracking.events.publish({
        topic: 'github',
        eventPayload: { repository: { full_name: 'acme/platform' } },
      });
      restore();
      expect(attempts).toEqual([]);
    });

    it('can be wrong without keeping others from being followed', async () => {
      const eu = await propose(forge, 'eu', { 'eu/a.yaml': claimText('a') });
      await start({
        repositories: [
          { ...repository('hub-typo'), url: 'https://token:s3cret@' },
          repository('hub-eu', 'eu'),
          { ...repository('hub-none'), url: `${forge.url}/acme/none` },
        ],
      });
      await until(() => numbers('hub-eu').includes(eu));
      await until(() => tracking.tracker.repositories()[2].state === 'failing');
      expect(tracking.tracker.repositories()).toMatchObject([
        { hub: 'hub-typo', state: 'failing', problem: 'address', url: '' },
        { hub: 'hub-eu', state: 'live' },
        { hub: 'hub-none', state: 'failing', problem: 'not-found' },
      ]);
      expect(JSON.stringify(tracking.logger.warn.mock.calls)).not.toContain(
        's3cret',
      );
    });
  });

  describe('say for the platform team what is wrong', () => {
    it('renamed: followed all the same, webhooks under the new name too', async () => {
      await bruno.rest.repos.update({ ...REPOSITORY, name: 'control' });
      await track({ pollInterval: HOUR_MS });
      expect(tracking.state()).toMatchObject({
        state: 'live',
        problem: 'moved',
        message:
          'The repository acme/platform is called acme/control now; change the configuration before the old name is given to another',
      });
      const renamed = { owner: 'acme', repo: 'control' };
      await forge.commitFiles({
        ...renamed,
        branch: 'a',
        files: { [FILE]: { content: claimText('a') } },
        message: 'a',
        author: 'spokeport-bot',
      });
      const number = await forge.openPullRequest({
        ...renamed,
        title: 'a',
        head: 'a',
        author: 'spokeport-bot',
      });
      await tracking.events.publish({
        topic: 'github',
        eventPayload: { repository: { full_name: 'acme/control' } },
      });
      expect(await until(() => tracking.request(number))).toMatchObject({
        repository: 'acme/platform',
      });
    });

    it('archived', async () => {
      await bruno.rest.repos.update({ ...REPOSITORY, archived: true });
      await track();
      expect(tracking.state()).toMatchObject({
        state: 'live',
        problem: 'archived',
        message: expect.stringMatching(/archived or disabled/),
      });
    });

    it('a branch that is not there, with the one that is', async () => {
      await start({ branch: 'master' });
      await until(() => tracking.state().state === 'failing');
      expect(tracking.state()).toMatchObject({
        problem: 'branch-missing',
        message:
          'The repository acme/platform has no branch master; its default branch is main',
      });
      await commit(forge, 'master', { [FILE]: claimText('a') });
      await until(() => tracking.state().state === 'live');
      await until(() => tracking.pushes().length > 0);
    });

    it('a branch other than the default is followed as configured', async () => {
      await commit(forge, 'production', { 'README.md': '# Production' });
      await commit(forge, 'a', { [FILE]: claimText('a') });
      const number = await forge.openPullRequest({
        ...REPOSITORY,
        title: 'a',
        head: 'a',
        base: 'production',
        author: 'spokeport-bot',
      });
      const toMain = await propose(forge, 'b', {
        [claimFile('b')]: claimText('b'),
      });
      await track({ branch: 'production' });
      expect(tracking.request(number)).toMatchObject({ base: 'production' });
      expect(tracking.request(toMain)).toBeUndefined();
    });

    it('a token that may not read, with what GitHub asks for', async () => {
      const { restore } = answerInstead(({ pathname }) =>
        pathname.endsWith('/pulls')
          ? json(
              { message: 'Resource not accessible by personal access token' },
              403,
              {
                'x-ratelimit-remaining': '4000',
                'x-accepted-github-permissions': 'pull_requests=read',
              },
            )
          : undefined,
      );
      await start();
      await until(() => tracking.state().state === 'failing');
      expect(tracking.state()).toMatchObject({
        problem: 'forbidden',
        message:
          'The token may not read acme/platform as needed; GitHub asks for the permission pull_requests=read',
      });
      restore();
      await until(() => tracking.state().state === 'live');
    });

    it('a token that may not read checks costs the checks only', async () => {
      const number = await propose(forge, 'a', { [FILE]: claimText('a') });
      answerInstead(({ pathname }) =>
        /\/(check-runs|status)$/.test(pathname)
          ? json({ message: 'Resource not accessible by integration' }, 403)
          : undefined,
      );
      await track();
      expect(tracking.request(number)).toMatchObject({ state: 'open' });
      expect(tracking.state()).toMatchObject({
        state: 'live',
        problem: 'checks-forbidden',
        message: expect.stringMatching(/may not read checks/),
      });
    });

    it('none configured', async () => {
      await start({
        repositories: [
          { ...repository('hub-eu'), url: 'https://git.example.org/a/b' },
        ],
      });
      await until(() => tracking.state().state === 'failing');
      expect(tracking.state()).toMatchObject({
        problem: 'no-integration',
        message: expect.stringMatching(
          /No GitHub integration is configured for git\.example\.org/,
        ),
      });
    });
  });

  describe('with a GitHub App', () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
      publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
    });
    const app = {
      appId: 1,
      privateKey,
      clientId: 'client',
      clientSecret: 'secret',
      webhookSecret: 'secret',
    };

    it('are read with its tokens, and go on without failing when these end after an hour', async () => {
      const number = await propose(forge, 'a', { [FILE]: claimText('a') });
      const tokens: unknown[] = [];
      const send = globalThis.fetch;
      jest.spyOn(globalThis, 'fetch').mockImplementation(async (...call) => {
        const response = await send(...call);
        if (String(call[0]).endsWith('/access_tokens')) {
          tokens.push(await response.clone().json());
        }
        return response;
      });
      await track({ app });
      expect(tracking.request(number)).toBeDefined();
      expect(tokens).toHaveLength(1);
      now += HOUR_MS + 60_000;
      await until(() => tokens.length === 2);
      const other = await propose(forge, 'b', {
        [claimFile('b')]: claimText('b'),
      });
      await until(() => tracking.request(other));
      expect(tracking.state().state).toBe('live');
      expect(tracking.logger.warn).not.toHaveBeenCalled();
    });

    it('that is not installed for the owner, say so', async () => {
      answerInstead(({ pathname }) =>
        pathname.endsWith('/app/installations') ? json([]) : undefined,
      );
      await start({ app });
      await until(() => tracking.state().state === 'failing');
      expect(tracking.state().problem).toMatch(/token-refused|not-found/);
      expect(JSON.stringify(tracking.state())).not.toContain('PRIVATE KEY');
    });
  });

  describe("keep to GitHub's limits", () => {
    it('shows what is left', async () => {
      await track();
      const { rateLimit } = await until(
        () => tracking.state().rateLimit && tracking.state(),
      );
      expect(rateLimit).toEqual({
        limit: 5000,
        remaining: expect.any(Number),
        resetAt: expect.stringMatching(/^\d{4}-/),
      });
      expect(rateLimit?.remaining).toBeLessThan(5000);
      expect(tracking.state().pausedUntil).toBeUndefined();
    });

    it.each(['primary', 'secondary'] as const)(
      'asks nothing until the %s limit allows, says so, and goes on',
      async kind => {
        const number = await propose(forge, 'a', { [FILE]: claimText('a') });
        await track();
        const { attempts, restore } = watchCalls(forge);
        // The end of a primary limit is told as a time of GitHub's clock.
        now = Date.now();
        forge.limitRequests({ status: 403, retryAfter: 2, count: 1, kind });
        await until(() => tracking.state().state === 'failing');
        const paused = tracking.state();
        expect(paused).toMatchObject({
          problem: 'rate-limited',
          message:
            "GitHub's rate limit is used up for acme/platform; it is asked again when the limit allows",
          pausedUntil: expect.any(String),
        });
        // Nothing is asked meanwhile, not even for a webhook.
        const asked = attempts.length;
        await tracking.events.publish({
          topic: 'github',
          eventPayload: { repository: { full_name: 'acme/platform' } },
        });
        const end = Date.parse(paused.pausedUntil ?? '');
        await until(() => attempts.length > asked);
        expect(Date.now()).toBeGreaterThanOrEqual(end);
        await until(() => tracking.state().state === 'live');
        restore();
        expect(tracking.request(number)?.state).toBe('open');
        expect(tracking.state().pausedUntil).toBeUndefined();
      },
    );
  });

  describe('with many pull requests', () => {
    /** Open pull requests that change no claim, beside what the forge has; every page but the last is full. */
    function answerMany(open: number) {
      const pull = (number: number) => ({
        number,
        html_url: `${forge.url}/acme/platform/pull/${number}`,
        title: `Docs ${number}`,
        state: 'open',
        draft: false,
        user: { login: 'spokeport-bot' },
        head: { ref: `docs-${number}`, sha: 'a'.repeat(40) },
        base: { ref: 'main', sha: 'b'.repeat(40) },
        created_at: '2026-11-21T10:00:00Z',
        updated_at: '2026-11-21T10:00:00Z',
      });
      const send = globalThis.fetch;
      return jest
        .spyOn(globalThis, 'fetch')
        .mockImplementation(async (...call) => {
          const url = new URL(String(call[0]));
          if (/\/pulls\/\d{4,}\/files$/.test(url.pathname)) {
            return json([]);
          }
          if (
            !url.pathname.endsWith('/pulls') ||
            url.searchParams.get('state') !== 'open'
          ) {
            return send(...call);
          }
          const page = Number(url.searchParams.get('page'));
          if (page <= open / 100) {
            return json(
              Array.from({ length: 100 }, (_, index) =>
                pull(1000 + page * 100 + index),
              ),
            );
          }
          url.searchParams.set('page', '1');
          return send(url, { ...call[1] });
        });
    }

    it('knows an open request that was updated before 400 others, also after a restart', async () => {
      const number = await propose(forge, 'a', { [FILE]: claimText('a') });
      answerMany(400);
      await track({ pollInterval: HOUR_MS });
      expect(tracking.request(number)).toMatchObject({ state: 'open' });
      expect(tracking.state().problem).toBeUndefined();
    });
  });
});
