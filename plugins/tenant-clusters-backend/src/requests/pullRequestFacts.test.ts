import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Octokit } from '@octokit/rest';
import type { Forge } from 'sandbox';
import {
  claimFile,
  claimText,
  clientOf,
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

describe('facts beside a pull request', () => {
  const state = createMockDirectory();
  let forge: Forge;
  let bot: Octokit;
  let number: number;
  let tracking: Awaited<ReturnType<typeof startTracking>>;

  beforeEach(async () => {
    state.clear();
    forge = await startPlatformForge(state.path);
    await createPlatformRepository(forge);
    bot = await clientOf(forge, 'spokeport-bot');
    number = await propose(forge, 'a', { [FILE]: claimText('a') });
  });

  afterEach(async () => {
    jest.restoreAllMocks();
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
    await until(() => tracking.request(number));
  };
  const pull = () => ({ ...REPOSITORY, pull_number: number });
  const review = (event: 'APPROVE' | 'REQUEST_CHANGES') =>
    forge.review({
      ...REPOSITORY,
      number,
      reviewer: 'bruno.lima',
      event,
      body: 'Hm.',
    });

  /** Changes what GitHub answers about the pull request itself. */
  const alter = (change: (answer: Record<string, unknown>) => void) => {
    const send = globalThis.fetch;
    jest.spyOn(globalThis, 'fetch').mockImplementation(async (...call) => {
      const response = await send(...call);
      if (!/\/pulls\/\d+$/.test(String(call[0])) || response.status !== 200) {
        return response;
      }
      const answer = (await response.json()) as Record<string, unknown>;
      change(answer);
      return new Response(JSON.stringify(answer), {
        headers: { 'content-type': 'application/json' },
      });
    });
  };

  it('says whose review is asked for, until it is given', async () => {
    await bot.rest.pulls.requestReviewers({
      ...pull(),
      reviewers: ['bruno.lima'],
    });
    await track();
    const asked = () => tracking.request(number)?.requestedReviewers;
    expect(asked()).toEqual(['bruno.lima']);
    await review('APPROVE');
    await until(() => asked() === undefined);
  });

  it('takes a dismissed approval for none', async () => {
    await review('APPROVE');
    await track();
    const reviews = await bot.rest.pulls.listReviews(pull());
    const bruno = await clientOf(forge, 'bruno.lima');
    await bruno.rest.pulls.dismissReview({
      ...pull(),
      review_id: reviews.data[0].id,
      message: 'Too early',
    });
    await until(
      () => tracking.request(number)?.reviews[0]?.state === 'dismissed',
    );
    await forge.merge({ ...REPOSITORY, number, merger: 'bruno.lima' });
    await until(() => tracking.request(number)?.state === 'merged');
    expect(tracking.request(number)).toMatchObject({ mergedUnapproved: true });
  });

  it.each([
    { reason: 'approved', approve: true, expected: undefined },
    { reason: 'past the review', approve: false, expected: true },
  ])('says how it was merged: $reason', async ({ approve, expected }) => {
    if (approve) {
      await review('APPROVE');
    }
    await forge.merge({ ...REPOSITORY, number, merger: 'bruno.lima' });
    await track();
    const request = tracking.request(number);
    expect(request?.mergedBy).toBe('bruno.lima');
    expect(request?.mergedUnapproved).toBe(expected);
  });

  it('follows one that is closed and opened again', async () => {
    await track();
    const becomes = async (wanted: 'open' | 'closed') => {
      await bot.rest.pulls.update({ ...pull(), state: wanted });
      await until(() => tracking.request(number)?.state === wanted);
    };
    await becomes('closed');
    await becomes('open');
    expect(tracking.request(number)?.closedAt).toBeUndefined();
  });

  it('follows a branch that was pushed with another history', async () => {
    await track();
    const { data: main } = await bot.rest.git.getRef({
      ...REPOSITORY,
      ref: 'heads/main',
    });
    const { data: tree } = await bot.rest.git.createTree({
      ...REPOSITORY,
      base_tree: main.object.sha,
      tree: [
        {
          path: FILE,
          mode: '100644',
          content: claimText('a', 'large'),
        },
      ],
    });
    const { data: rewritten } = await bot.rest.git.createCommit({
      ...REPOSITORY,
      message: 'Again',
      tree: tree.sha,
      parents: [main.object.sha],
    });
    await bot.rest.git.updateRef({
      ...REPOSITORY,
      ref: 'heads/a',
      sha: rewritten.sha,
      force: true,
    });
    await until(() => tracking.request(number)?.headSha === rewritten.sha);
    expect(tracking.request(number)?.changes[0].fields.size).toBe('large');
  });

  it('says that it will merge by itself', async () => {
    alter(answer => {
      answer.auto_merge = { merge_method: 'squash' };
    });
    await track();
    expect(tracking.request(number)).toMatchObject({ autoMerge: true });
  });

  it('asks again soon while GitHub still computes whether it can be merged', async () => {
    let computed = false;
    alter(answer => {
      if (!computed) {
        answer.mergeable = null;
        answer.mergeable_state = 'unknown';
      }
    });
    // A tenth of the pause between two polls is soon.
    await track({ pollInterval: 20_000 });
    expect(tracking.request(number)?.mergeable).toBe('unknown');
    computed = true;
    await until(() => tracking.request(number)?.mergeable === 'clean');
  });

  it('makes one or two polls of a storm of webhooks, and looks first at what they name', async () => {
    const other = await propose(forge, 'b', {
      [claimFile('b')]: claimText('b'),
    });
    await track({ pollInterval: HOUR_MS });
    await until(() => tracking.state().state === 'live');
    const { calls, restore } = watchCalls(forge);
    await review('REQUEST_CHANGES');
    await Promise.all(
      Array.from({ length: 200 }, () =>
        tracking.events.publish({
          topic: 'github',
          eventPayload: {
            repository: { full_name: 'acme/platform' },
            pull_request: { number, title: 'Not believed' },
          },
        }),
      ),
    );
    await until(
      () => tracking.request(number)?.reviews[0]?.state === 'changes-requested',
    );
    restore();
    expect(
      calls.filter(call => call.startsWith('GET /commits 304')).length,
    ).toBeLessThanOrEqual(2);
    expect(calls.filter(call => call.includes(`/pulls/${other}`))).toEqual([]);
    expect(tracking.request(number)?.title).toBe('Request a');
  });
});
