import {
  mockServices,
  createMockDirectory,
} from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { Octokit } from '@octokit/rest';
import { startForge, type Forge } from 'sandbox';
import type { FileChange } from '../pullRequest/types';
import { createOpenPullRequestAction } from './createOpenPullRequestAction';

const OWNER = 'acme';
const REPO = 'platform';
const FILE = 'tenants/payments/clusters/payments-dev.yaml';
const CLAIM = `apiVersion: platform.spokeport.dev/v1alpha1
kind: TenantCluster
metadata:
  name: payments-dev
  namespace: payments
spec:
  size: small
`;
const SUBJECT = 'create/tenantcluster/payments/payments-dev';
const BRANCH = `spokeport/${SUBJECT}`;

interface Outputs {
  outcome?: string;
  pullRequestNumber?: number;
  pullRequestUrl?: string;
  branch?: string;
  diff?: string;
  changes?: FileChange[];
}

describe('tenant-clusters:pull-request:open', () => {
  const workspace = createMockDirectory();
  const state = createMockDirectory();
  let forge: Forge;
  let action: ReturnType<typeof createOpenPullRequestAction>;
  let octokit: Octokit;
  let mayRequest: AuthorizeResult.ALLOW | AuthorizeResult.DENY;

  beforeEach(async () => {
    state.clear();
    mayRequest = AuthorizeResult.ALLOW;
    forge = await startForge({
      stateDir: state.path,
      port: 0,
      people: [
        {
          login: 'bruno.lima',
          name: 'Bruno Lima',
          email: 'bruno.lima@example.org',
        },
        { login: 'spokeport-bot', name: 'Spokeport', email: 'bot@example.org' },
      ],
    });
    await forge.ensureOrg({ login: OWNER, owners: ['bruno.lima'] });
    await forge.createRepository({
      owner: OWNER,
      name: REPO,
      access: [{ login: 'spokeport-bot', permission: 'push' }],
    });
    await forge.commitFiles({
      owner: OWNER,
      repo: REPO,
      branch: 'main',
      files: { 'README.md': { content: '# Platform\n' } },
      message: 'First',
      author: 'bruno.lima',
    });
    const token = await forge.issueToken('spokeport-bot');
    const { host } = new URL(forge.url);
    const config = mockServices.rootConfig({
      data: {
        integrations: {
          github: [{ host, apiBaseUrl: forge.apiUrl, token }],
        },
        tenantClusters: {
          hubs: [
            {
              name: 'hub-eu',
              platformRepository: {
                url: `${forge.url}/${OWNER}/${REPO}`,
                branch: 'main',
              },
            },
            { name: 'hub-bare' },
          ],
        },
      },
    });
    octokit = new Octokit({ auth: token, baseUrl: forge.apiUrl });
    action = createOpenPullRequestAction({
      config,
      integrations: ScmIntegrations.fromConfig(config),
      logger: mockServices.logger.mock(),
      permissions: mockServices.permissions.mock({
        authorize: async () => [{ result: mayRequest }],
      }),
    });
    workspace.setContent({ [FILE]: CLAIM });
  });

  afterEach(async () => {
    await forge.close();
  });

  async function run(
    input: Record<string, unknown> = {},
    options: { isDryRun?: boolean } = {},
  ): Promise<Outputs> {
    const outputs: Record<string, unknown> = {};
    await action.handler({
      ...createMockActionContext({
        input: {
          hub: 'hub-eu',
          subject: SUBJECT,
          title: 'Request cluster payments-dev',
          description: 'A small dev cluster.',
          ...input,
        },
        workspacePath: workspace.path,
        user: { ref: 'user:default/ana.souza' },
      }),
      ...options,
      output: (name: string, value: unknown) => {
        outputs[name] = value;
      },
    } as unknown as Parameters<typeof action.handler>[0]);
    return outputs;
  }

  const content = async (ref: string, path = FILE) => {
    const { data } = await octokit.rest.repos.getContent({
      owner: OWNER,
      repo: REPO,
      path,
      ref,
    });
    return 'content' in data
      ? Buffer.from(data.content, 'base64').toString('utf8')
      : undefined;
  };
  const commits = async (branch: string) =>
    (
      await octokit.rest.repos.compareCommits({
        owner: OWNER,
        repo: REPO,
        base: 'main',
        head: branch,
      })
    ).data.commits;

  it('opens a pull request with requester, hub and claim', async () => {
    const result = await run({ labels: ['cluster-request'] });
    expect(result).toMatchObject({
      outcome: 'created',
      branch: BRANCH,
      pullRequestNumber: 1,
      pullRequestUrl: `${forge.url}/${OWNER}/${REPO}/pull/1`,
    });
    const { data: pull } = await octokit.rest.pulls.get({
      owner: OWNER,
      repo: REPO,
      pull_number: 1,
    });
    expect(pull).toMatchObject({
      title: 'Request cluster payments-dev',
      base: { ref: 'main' },
      head: { ref: BRANCH },
      labels: [{ name: 'cluster-request' }],
    });
    expect(pull.body).toBe(
      [
        'A small dev cluster.',
        '',
        'Spokeport-Requester: user:default/ana.souza',
        'Spokeport-Hub: hub-eu',
        'Spokeport-Claim: platform.spokeport.dev/TenantCluster/payments/payments-dev',
      ].join('\n'),
    );
    expect(await content(BRANCH)).toBe(CLAIM);
  });

  it('lets no manifest write a trailer of its own', async () => {
    const name =
      '"payments-dev\\nSpokeport-Requester: user:default/bruno.lima"';
    workspace.setContent({ [FILE]: CLAIM.replace('payments-dev', name) });
    await run();
    const { data: pull } = await octokit.rest.pulls.get({
      owner: OWNER,
      repo: REPO,
      pull_number: 1,
    });
    expect(pull.body?.match(/^Spokeport-Requester: .*$/gm)).toEqual([
      'Spokeport-Requester: user:default/ana.souza',
    ]);
  });

  it('refuses somebody who may not request clusters, before any call to GitHub', async () => {
    mayRequest = AuthorizeResult.DENY;
    await expect(run()).rejects.toThrow(
      "You may not propose anything to the platform repository of hub 'hub-eu'",
    );
    const { data } = await octokit.rest.pulls.list({
      owner: OWNER,
      repo: REPO,
    });
    expect(data).toEqual([]);
  });

  it('says that nothing changed when it runs again', async () => {
    await run();
    expect(await run()).toMatchObject({
      outcome: 'unchanged',
      pullRequestNumber: 1,
      diff: '',
    });
    expect(await commits(BRANCH)).toHaveLength(1);
  });

  it('updates the open pull request, whatever its title became', async () => {
    await run();
    await octokit.rest.pulls.update({
      owner: OWNER,
      repo: REPO,
      pull_number: 1,
      title: 'A better title',
    });
    workspace.setContent({ [FILE]: CLAIM.replace('small', 'large') });
    const result = await run();
    expect(result).toMatchObject({ outcome: 'updated', pullRequestNumber: 1 });
    expect(result.diff).toContain('-  size: small\n+  size: large');
    expect(await content(BRANCH)).toContain('size: large');
    expect(await commits(BRANCH)).toHaveLength(2);
  });

  it("keeps a reviewer's commits: other files and the same file when our side is unchanged", async () => {
    await run();
    const reviewed = `# reviewed\n${CLAIM}`;
    await forge.commitFiles({
      owner: OWNER,
      repo: REPO,
      branch: BRANCH,
      files: { [FILE]: { content: reviewed }, 'NOTES.md': { content: 'ok\n' } },
      message: 'Explain',
      author: 'bruno.lima',
    });
    expect(await run()).toMatchObject({ outcome: 'unchanged' });
    expect(await content(BRANCH)).toBe(reviewed);

    workspace.setContent({
      [FILE]: CLAIM,
      'tenants/payments/more.yaml': 'a: 1\n',
    });
    expect(await run()).toMatchObject({ outcome: 'updated' });
    expect(await content(BRANCH)).toBe(reviewed);
    expect(await content(BRANCH, 'NOTES.md')).toBe('ok\n');
    expect(await content(BRANCH, 'tenants/payments/more.yaml')).toBe('a: 1\n');
  });

  it('refuses to overwrite what a reviewer changed, naming the file', async () => {
    await run();
    await forge.commitFiles({
      owner: OWNER,
      repo: REPO,
      branch: BRANCH,
      files: { [FILE]: { content: CLAIM.replace('small', 'medium') } },
      message: 'Rather medium',
      author: 'bruno.lima',
    });
    workspace.setContent({ [FILE]: CLAIM.replace('small', 'large') });
    await expect(run()).rejects.toThrow(
      `Somebody else changed ${FILE} in pull request #1 since it was proposed`,
    );
    expect(await content(BRANCH)).toContain('medium');
  });

  it('does not fail because the branch exists: closed without merge, then asked again', async () => {
    await run();
    await octokit.rest.pulls.update({
      owner: OWNER,
      repo: REPO,
      pull_number: 1,
      state: 'closed',
    });
    expect(await run()).toMatchObject({
      outcome: 'created',
      branch: BRANCH,
      pullRequestNumber: 2,
    });
    const { data: files } = await octokit.rest.pulls.listFiles({
      owner: OWNER,
      repo: REPO,
      pull_number: 2,
    });
    expect(files.map(file => [file.filename, file.status])).toEqual([
      [FILE, 'added'],
    ]);
  });

  it("leaves a branch with other people's commits alone and takes another name", async () => {
    await forge.commitFiles({
      owner: OWNER,
      repo: REPO,
      branch: BRANCH,
      files: { 'mine.txt': { content: 'mine\n' } },
      message: 'My own work',
      author: 'bruno.lima',
    });
    expect(await run()).toMatchObject({
      outcome: 'created',
      branch: `${BRANCH}-2`,
    });
    expect(await content(BRANCH, 'mine.txt')).toBe('mine\n');
  });

  it('says that nothing changed when the repository already holds exactly this', async () => {
    await run();
    await forge.merge({
      owner: OWNER,
      repo: REPO,
      number: 1,
      merger: 'bruno.lima',
    });
    const result = await run();
    expect(result).toMatchObject({ outcome: 'unchanged' });
    expect(result.pullRequestUrl).toBeUndefined();
  });

  it('proposes again after a merge, on top of the merged state', async () => {
    await run();
    await forge.merge({
      owner: OWNER,
      repo: REPO,
      number: 1,
      merger: 'bruno.lima',
      method: 'squash',
    });
    workspace.setContent({ [FILE]: CLAIM.replace('small', 'large') });
    const result = await run();
    expect(result).toMatchObject({ outcome: 'created', pullRequestNumber: 2 });
    const { data: files } = await octokit.rest.pulls.listFiles({
      owner: OWNER,
      repo: REPO,
      pull_number: 2,
    });
    expect(files.map(file => [file.filename, file.changes])).toEqual([
      [FILE, 2],
    ]);
  });

  it('shows the real diff in a dry run and writes nothing', async () => {
    const result = await run({}, { isDryRun: true });
    expect(result.outcome).toBe('created');
    expect(result.pullRequestUrl).toBeUndefined();
    expect(result.diff).toBe(
      `--- /dev/null\n+++ b/${FILE}\n@@ -0,0 +1,7 @@\n${CLAIM.trimEnd()
        .split('\n')
        .map(line => `+${line}\n`)
        .join('')}`,
    );
    const { data: pulls } = await octokit.rest.pulls.list({
      owner: OWNER,
      repo: REPO,
    });
    expect(pulls).toEqual([]);
    await expect(
      octokit.rest.git.getRef({
        owner: OWNER,
        repo: REPO,
        ref: `heads/${BRANCH}`,
      }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it('says of each file what happens to it, with its part of the diff', async () => {
    await forge.commitFiles({
      owner: OWNER,
      repo: REPO,
      branch: 'main',
      files: { [FILE]: { content: CLAIM.replace('small', 'large') } },
      message: 'Another size',
      author: 'bruno.lima',
    });
    workspace.setContent({
      [FILE]: CLAIM,
      'docs/new.md': 'New\n',
      'logo.png': Buffer.from([0, 1, 2, 255]),
    });
    const { diff, changes = [] } = await run(
      { deletePaths: ['README.md'] },
      { isDryRun: true },
    );
    expect(
      changes.map(({ path, change, binary }) => [path, change, binary]),
    ).toEqual([
      ['docs/new.md', 'added', false],
      ['logo.png', 'added', true],
      ['README.md', 'removed', false],
      [FILE, 'changed', false],
    ]);
    expect(changes.map(change => change.diff).join('')).toBe(diff);
    expect(changes[3].diff).toContain('-  size: large\n+  size: small\n');
  });

  it('deletes files, keeps executable bits and carries binary files', async () => {
    const binary = Buffer.from([0, 1, 2, 255]);
    workspace.setContent({ 'logo.png': binary });
    await run({ deletePaths: ['README.md'] });
    const { data: files } = await octokit.rest.pulls.listFiles({
      owner: OWNER,
      repo: REPO,
      pull_number: 1,
    });
    expect(files.map(file => [file.filename, file.status]).sort()).toEqual([
      ['README.md', 'removed'],
      ['logo.png', 'added'],
    ]);
  });

  it('needs at most 8 calls for a request of five files', async () => {
    workspace.setContent(
      Object.fromEntries(
        [1, 2, 3, 4, 5].map(number => [
          `tenants/payments/${number}.yaml`,
          CLAIM,
        ]),
      ),
    );
    const requests: string[] = [];
    const realFetch = global.fetch;
    const spy = jest
      .spyOn(global, 'fetch')
      .mockImplementation((input, init) => {
        requests.push(`${init?.method} ${input}`);
        return realFetch(input, init);
      });
    try {
      await run();
    } finally {
      spy.mockRestore();
    }
    expect(requests.length).toBeGreaterThan(3);
    expect(requests.length).toBeLessThanOrEqual(8);
  });

  it.each([
    {
      input: { hub: 'hub-us' },
      message:
        /There is no hub 'hub-us'; the configuration has hub-eu, hub-bare/,
    },
    { input: { hub: 'hub-bare' }, message: /has no platformRepository/ },
    { input: { hub: undefined }, message: /Give either hub or repoUrl/ },
    {
      input: { hub: undefined, repoUrl: 'https://git.example.org/a/b' },
      message: /No GitHub integration is configured for git.example.org/,
    },
    {
      input: { targetBranch: 'nowhere' },
      message: /There is no branch 'nowhere'/,
    },
    {
      input: { sourcePath: '../..' },
      message: /not allowed to refer to a directory outside/,
    },
  ])('refuses $input', async ({ input, message }) => {
    await expect(run(input)).rejects.toThrow(message);
  });
});
