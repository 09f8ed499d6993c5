import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ActionLab,
  recordRequests,
  REPO,
} from '../__testUtils__/createActionLab';
import { exampleProblems } from '../__testUtils__/parseExamples';
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
  const workspace = createMockDirectory();
  const state = createMockDirectory();
  let lab: ActionLab;
  let server: Server;
  let action: ReturnType<typeof createRevertPullRequestAction>;

  beforeEach(async () => {
    workspace.clear();
    state.clear();
    lab = await ActionLab.create({
      stateDir: state.path,
      workspacePath: workspace.path,
    });
    server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(
        JSON.stringify({
          hubs: [],
          tenants: [{ name: 'payments' }],
          sizes: [],
          environments: [],
        }),
      );
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    action = createRevertPullRequestAction({
      ...lab.services,
      auth: mockServices.auth(),
      discovery: {
        getBaseUrl: async () => url,
        getExternalBaseUrl: async () => url,
      },
    });
    await lab.commit({
      [FILE]: claim('small'),
      'old.txt': 'old\n',
      'keep.txt': '1\n',
    });
  });

  afterEach(async () => {
    await lab.close();
    await new Promise(resolve => {
      server.close(resolve);
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
