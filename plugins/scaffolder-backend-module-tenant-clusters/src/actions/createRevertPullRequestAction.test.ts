import {
  type ActionLab,
  recordRequests,
  REPO,
} from '../__testUtils__/createActionLab';
import { exampleProblems } from '../__testUtils__/parseExamples';
import { setUpActionLab } from '../__testUtils__/setUpActionLab';
import type { PlatformAnswers } from '../__testUtils__/startPlatformAnswers';
import { createRevertPullRequestAction } from './createRevertPullRequestAction';

const FILE = 'tenants/payments/clusters/payments-dev.yaml';
const claim = (size: string, tenant = 'payments') => `# Owned by payments
apiVersion: platform.spokeport.dev/v1alpha1
kind: TenantCluster
metadata:
  name: payments-dev
  namespace: ${tenant}
spec:
  region: eu-west-1
  cidr: 10.0.0.0/16
  version: "1.33"
  members: []
  size: ${size}
`;

describe('tenant-clusters:pull-request:revert', () => {
  const { workspace, start } = setUpActionLab();
  let lab: ActionLab;
  let platform: PlatformAnswers;
  let action: ReturnType<typeof createRevertPullRequestAction>;

  beforeEach(async () => {
    workspace.clear();
    ({ lab, platform } = await start());
    action = createRevertPullRequestAction({
      ...lab.services,
      ...platform.services,
    });
    await lab.commit({
      [FILE]: claim('small'),
      'old.txt': 'old\n',
      'keep.txt': '1\n',
    });
  });

  /** A merged pull request of two commits: it changes, adds and deletes a file. */
  async function merged(
    method: 'merge' | 'squash' | 'rebase',
    files: Record<string, string | undefined> = {
      [FILE]: claim('large'),
      'old.txt': undefined,
    },
  ): Promise<number> {
    const branch = `change-${method}`;
    await lab.commit(files, { branch, message: 'First half' });
    await lab.commit(
      { 'new.bin': 'a\0b' },
      { branch, message: 'Second half\n\nWith a body' },
    );
    const number = await lab.forge.openPullRequest({
      ...REPO,
      title: 'Grow payments-dev',
      head: branch,
      author: 'ana.souza',
    });
    // The base moves meanwhile, so that the merge is none of one commit's parent alone.
    await lab.commit({ 'keep.txt': '2\n' });
    await lab.forge.merge({ ...REPO, number, merger: 'bruno.lima', method });
    return number;
  }

  const run = (input: Record<string, unknown>, options = {}) =>
    lab.run(action, { hub: 'hub-eu', ...input }, options);

  it.each(['merge', 'squash', 'rebase'] as const)(
    'undoes all of a pull request that was merged by %s, and nothing else',
    async method => {
      const number = await merged(method);
      await lab.commit({ 'later.txt': 'later\n' });
      const { output } = await run({ number, reason: 'Too expensive.' });
      expect(output).toMatchObject({
        outcome: 'created',
        branch: `spokeport/revert/${number}`,
        pullRequestNumber: number + 1,
      });
      const octokit = await lab.as('bruno.lima');
      const { data: files } = await octokit.rest.pulls.listFiles({
        ...REPO,
        pull_number: number + 1,
      });
      expect(files.map(file => [file.filename, file.status]).sort()).toEqual([
        ['new.bin', 'removed'],
        ['old.txt', 'added'],
        [FILE, 'modified'],
      ]);
      const ref = `spokeport/revert/${number}`;
      expect(await lab.read(FILE, ref)).toBe(claim('small'));
      expect(await lab.read('keep.txt', ref)).toBe('2\n');
      const { data: pull } = await octokit.rest.pulls.get({
        ...REPO,
        pull_number: number + 1,
      });
      expect(pull.title).toBe('Revert "Grow payments-dev"');
      expect(pull.body).toBe(
        [
          `Reverts acme/platform#${number}.`,
          '',
          'Too expensive.',
          '',
          'Spokeport-Requester: user:default/ana.souza',
          'Spokeport-Hub: hub-eu',
          'Spokeport-Claim: platform.spokeport.dev/TenantCluster/payments/payments-dev',
        ].join('\n'),
      );
    },
  );

  it('finds its pull request when it runs again, without any write', async () => {
    const number = await merged('squash');
    const first = await run({ number });
    const { value, recording } = await recordRequests(() => run({ number }));
    expect(value.output).toMatchObject({
      outcome: 'unchanged',
      pullRequestNumber: first.output.pullRequestNumber,
    });
    expect(
      recording.writes.filter(request => request.includes('/repos/')),
    ).toEqual([]);
  });

  it('says so when it is undone already', async () => {
    const number = await merged('merge');
    const { output } = await run({ number });
    await lab.forge.merge({
      ...REPO,
      number: output.pullRequestNumber as number,
      merger: 'bruno.lima',
    });
    const again = await run({ number });
    expect(again.output).toMatchObject({ outcome: 'unchanged', diff: '' });
    expect(again.output.pullRequestNumber).toBeUndefined();
    expect(again.log).toEqual([
      `Nothing of pull request #${number} is left on main: it is undone already`,
    ]);
  });

  it('keeps what others changed since in other lines of the same file', async () => {
    const number = await merged('squash');
    await lab.commit({
      [FILE]: claim('large').replace('# Owned', '# Still owned'),
    });
    const { output } = await run({ number });
    expect(output.diff).toContain('-  size: large\n+  size: small');
    expect(await lab.read(FILE, `spokeport/revert/${number}`)).toBe(
      claim('small').replace('# Owned', '# Still owned'),
    );
  });

  it('says so when it is undone already in a file that others changed since', async () => {
    const number = await merged('merge', { [FILE]: claim('large') });
    await lab.commit({
      [FILE]: claim('small').replace('# Owned', '# Still owned'),
      'new.bin': undefined,
    });
    const { output } = await run({ number });
    expect(output).toMatchObject({ outcome: 'unchanged', diff: '' });
    expect(output.pullRequestUrl).toBeUndefined();
  });

  it('refuses what changed since in the same lines, naming the files', async () => {
    const number = await merged('squash');
    await lab.commit({ [FILE]: claim('huge'), 'new.bin': 'c\0' });
    await expect(run({ number })).rejects.toThrow(
      `Pull request #${number} cannot be undone by itself: new.bin, ${FILE} changed since in the same places`,
    );
  });

  it('shows the diff in a dry run and writes nothing', async () => {
    const number = await merged('rebase');
    const { value, recording } = await recordRequests(() =>
      run({ number }, { isDryRun: true }),
    );
    expect(value.output).toMatchObject({ outcome: 'created' });
    expect(value.output.pullRequestNumber).toBeUndefined();
    expect(value.log[0]).toContain('-  size: large\n+  size: small');
    expect(
      recording.writes.filter(request => request.includes('/repos/')),
    ).toEqual([]);
  });

  it("shows nothing of another tenant's request", async () => {
    const path = 'tenants/orders/clusters/a.yaml';
    const number = await merged('merge', { [path]: claim('large', 'orders') });
    await expect(run({ number })).rejects.toThrow(
      `There is no pull request #${number} that concerns only tenants that you belong to`,
    );
  });

  it('brings a cluster back only while nobody else has its network', async () => {
    const path = 'tenants/payments/clusters/gone.yaml';
    const gone = claim('small')
      .replace('name: payments-dev', 'name: gone')
      .replace('cidr: 10.0.0.0/16', 'network: { cidr: 10.9.0.0/16 }');
    await lab.commit({ [path]: gone });
    const number = await merged('squash', { [path]: undefined });
    platform.overlap = true;
    await expect(run({ number })).rejects.toThrow(
      'It cannot come back: payments/gone: It overlaps.',
    );
    platform.overlap = false;
    const { output } = await run({ number });
    expect(await lab.read(path, String(output.branch))).toBe(gone);
  });

  it('undoes only what the person may do themselves', async () => {
    const number = await merged('merge');
    lab.denied.add(
      'tenant-clusters.cluster.change hub-eu/payments/payments-dev',
    );
    await expect(run({ number })).rejects.toThrow(
      "You may not propose a change of TenantCluster payments/payments-dev on hub 'hub-eu'",
    );
  });

  it('takes the address of a pull request, of this repository only', async () => {
    const number = await merged('merge');
    const pull = (repo: string) =>
      `${lab.forge.url}/acme/${repo}/pull/${number}`;
    const { output } = await run({ number: pull('platform') });
    expect(output.outcome).toBe('created');
    await expect(run({ number: pull('other') })).rejects.toThrow(
      'is no pull request of acme/platform',
    );
  });

  it('refuses what is not merged, and what is not there', async () => {
    await lab.commit({ a: 'b' }, { branch: 'open' });
    const number = await lab.forge.openPullRequest({
      ...REPO,
      title: 'Open',
      head: 'open',
      author: 'ana.souza',
    });
    await expect(run({ number })).rejects.toThrow(
      `Only what is merged can be undone; pull request #${number} is open`,
    );
    await expect(run({ number: 99 })).rejects.toThrow(
      'There is no pull request acme/platform#99',
    );
  });

  it('has examples that its schema accepts', () => {
    for (const example of exampleProblems(action)) {
      expect(example).toMatchObject({ steps: 1, problems: [] });
    }
  });
});
