import { type ActionLab, REPO } from '../__testUtils__/createActionLab';
import { exampleProblems } from '../__testUtils__/parseExamples';
import { setUpActionLab } from '../__testUtils__/setUpActionLab';
import { createWaitForPullRequestAction } from './createWaitForPullRequestAction';

describe('tenant-clusters:pull-request:wait', () => {
  const { start } = setUpActionLab();
  let lab: ActionLab;
  let number: number;
  /** What happens while the action sleeps, one entry a sleep. */
  let meanwhile: (() => Promise<unknown>)[];
  let slept: number[];
  let action: ReturnType<typeof createWaitForPullRequestAction>;

  beforeEach(async () => {
    ({ lab } = await start());
    await lab.commit({ a: '1\n' });
    await lab.commit({ a: '2\n' }, { branch: 'change' });
    number = await lab.forge.openPullRequest({
      ...REPO,
      title: 'Change',
      head: 'change',
      author: 'ana.souza',
    });
    meanwhile = [];
    slept = [];
    action = createWaitForPullRequestAction({
      ...lab.services,
      sleep: async milliseconds => {
        slept.push(milliseconds);
        await meanwhile.shift()?.();
      },
    });
  });

  const run = (input: Record<string, unknown> = {}, options = {}) =>
    lab.run(action, { hub: 'hub-eu', number, ...input }, options);
  const merge = () =>
    lab.forge.merge({ ...REPO, number, merger: 'bruno.lima' });
  const close = async () =>
    (await lab.as('bruno.lima')).rest.pulls.update({
      ...REPO,
      pull_number: number,
      state: 'closed',
    });

  it('ends when it is merged, and says what happened on the way once', async () => {
    meanwhile = [async () => {}, merge];
    const { output, log } = await run();
    expect(output).toEqual({
      state: 'merged',
      mergeCommit: expect.stringMatching(/^[0-9a-f]{40}$/),
      pullRequestUrl: `${lab.forge.url}/acme/platform/pull/${number}`,
    });
    expect(log).toEqual([
      'Waiting up to 10 min for acme/platform#1 to be merged',
      'acme/platform#1: open (clean)',
      'acme/platform#1: merged',
    ]);
    expect(slept).toEqual([10_000, 10_000]);
  });

  it('costs nothing of the limit while nothing happens', async () => {
    const octokit = await lab.as('spokeport-bot');
    const used = async () =>
      (await octokit.rest.rateLimit.get()).data.resources.core.used;
    const before = await used();
    meanwhile = [...Array(8).fill(async () => {}), merge];
    await run();
    expect((await used()) - before).toBe(2);
  });

  it('ends when it is closed, and fails then if a merge is required', async () => {
    meanwhile = [close];
    expect((await run()).output.state).toBe('closed');
    await expect(run({ requireMerge: true })).rejects.toThrow(
      'Pull request acme/platform#1 was closed without being merged',
    );
  });

  it('fails when the time is over', async () => {
    let now = 0;
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    meanwhile = Array(10).fill(async () => {
      now += 10_000;
    });
    try {
      await expect(run({ timeoutSeconds: 25 })).rejects.toThrow(
        /acme\/platform#1 is still open after 25 s/,
      );
    } finally {
      jest.restoreAllMocks();
    }
    // Never longer than what is left.
    expect(slept).toEqual([10_000, 10_000, 5_000]);
  });

  it('stops when the task is cancelled', async () => {
    const controller = new AbortController();
    meanwhile = [async () => controller.abort(new Error('cancelled'))];
    await expect(run({}, { signal: controller.signal })).rejects.toThrow(
      'cancelled',
    );
  });

  it('refuses what is not there', async () => {
    await expect(run({ number: 77 })).rejects.toThrow(
      'There is no pull request acme/platform#77',
    );
  });

  it('does not wait in a dry run', async () => {
    const { log } = await run({}, { isDryRun: true });
    expect(log).toEqual(['Would wait up to 10 min for acme/platform#1']);
    expect(slept).toEqual([]);
  });

  it('has examples that its schema accepts', () => {
    for (const example of exampleProblems(action)) {
      expect(example).toMatchObject({ steps: 1, problems: [] });
    }
  });
});
