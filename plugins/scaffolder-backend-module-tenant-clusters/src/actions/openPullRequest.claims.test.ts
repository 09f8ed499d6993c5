import {
  type ActionLab,
  recordRequests,
  REPO,
} from '../__testUtils__/createActionLab';
import { setUpActionLab } from '../__testUtils__/setUpActionLab';
import { createOpenPullRequestAction } from './createOpenPullRequestAction';
import { READ_RECORD } from '../target/readRecord';
import { blobSha } from '../pullRequest/blobSha';

const FOLDER = 'tenants/payments/clusters';
const claim = (name: string, size = 'small') => `# ${name}
apiVersion: platform.spokeport.dev/v1alpha1
kind: TenantCluster
metadata:
  name: ${name}
  namespace: payments
spec:
  size: ${size}
`;
const CHANGE = 'tenant-clusters.cluster.change';
const REMOVE = 'tenant-clusters.cluster.remove';

interface Attempt {
  reason: string;
  /** The workspace. */
  files: Record<string, string>;
  input: Record<string, unknown>;
}

describe('claims that a hub has', () => {
  const { workspace, start } = setUpActionLab();
  let lab: ActionLab;
  let action: ReturnType<typeof createOpenPullRequestAction>;

  beforeEach(async () => {
    workspace.clear();
    ({ lab } = await start());
    action = createOpenPullRequestAction(lab.services);
    await lab.commit({
      [`${FOLDER}/one.yaml`]: claim('one'),
      [`${FOLDER}/two.yaml`]: `${claim('two')}---\n${claim('three')}`,
      'clusters/one/addons/ingress-nginx/values.yaml': 'replicaCount: 4\n',
      'clusters/one-more/addons/ingress-nginx/values.yaml': 'a: 1\n',
    });
  });

  const run = (input: Record<string, unknown> = {}) =>
    lab.run(action, {
      hub: 'hub-eu',
      subject: 'try/one',
      title: 'Try',
      ...input,
    });

  it.each<Attempt & { denied: string; error: RegExp }>([
    {
      reason: 'another value',
      files: { [`${FOLDER}/one.yaml`]: claim('one', 'large') },
      input: {},
      denied: `${CHANGE} hub-eu/payments/one`,
      error: /a change of TenantCluster payments\/one on hub 'hub-eu'/,
    },
    {
      reason: 'a file that goes',
      files: {},
      input: { deletePaths: [`${FOLDER}/one.yaml`] },
      denied: `${REMOVE} hub-eu/payments/one`,
      error: /the removal of TenantCluster payments\/one/,
    },
    {
      reason: 'a folder that goes',
      files: {},
      input: { deletePaths: ['tenants/'] },
      denied: `${REMOVE} hub-eu/payments/three`,
      error: /the removal of TenantCluster payments\/three on/,
    },
    {
      reason: 'one document of a file that is missing',
      files: { [`${FOLDER}/two.yaml`]: claim('two') },
      input: {},
      denied: `${REMOVE} hub-eu/payments/three`,
      error: /the removal of TenantCluster payments\/three/,
    },
    {
      reason: 'another claim in the same file',
      files: { [`${FOLDER}/one.yaml`]: claim('other') },
      input: {},
      denied: `${REMOVE} hub-eu/payments/one`,
      error: /the removal of TenantCluster payments\/one/,
    },
    {
      reason: 'a moved and changed one',
      files: { 'moved.yaml': claim('one', 'large') },
      input: {
        renamePaths: [{ from: `${FOLDER}/one.yaml`, to: 'moved.yaml' }],
      },
      denied: `${CHANGE} hub-eu/payments/one`,
      error: /a change of TenantCluster payments\/one/,
    },
  ])(
    'may not be touched by who may not: $reason',
    async ({ files, input, denied, error }) => {
      lab.denied.add(denied);
      workspace.setContent({ 'README.md': '# Beside\n', ...files });
      const attempt = recordRequests(() =>
        run({ ...input, title: 'Try' }).catch(caught => caught as Error),
      );
      const { value, recording } = await attempt;
      expect(value).toMatchObject({ name: 'NotAllowedError' });
      expect(String(value)).toMatch(error);
      expect(recording.writes).toEqual([]);
      lab.denied.clear();
      expect((await run(input)).output.outcome).toBe('created');
    },
  );

  it.each<Attempt>([
    {
      reason: 'comments',
      files: { [`${FOLDER}/one.yaml`]: `# Mine\n${claim('one')}` },
      input: {},
    },
    {
      reason: 'a move',
      files: {},
      input: {
        renamePaths: [{ from: `${FOLDER}/one.yaml`, to: 'moved.yaml' }],
      },
    },
    { reason: 'a new one', files: { 'new.yaml': claim('new') }, input: {} },
  ])(
    'need no leave for what leaves them alone: $reason',
    async ({ files, input }) => {
      for (const name of ['one', 'two', 'three', 'new']) {
        lab.denied.add(`${CHANGE} hub-eu/payments/${name}`);
        lab.denied.add(`${REMOVE} hub-eu/payments/${name}`);
      }
      workspace.setContent(files);
      expect((await run(input)).output.outcome).toBe('created');
    },
  );

  it('stand in the trailers when they go, and a folder goes with all that is below it', async () => {
    const { output } = await run({
      deletePaths: [`${FOLDER}/one.yaml`, 'clusters/one/'],
    });
    const octokit = await lab.as('bruno.lima');
    const pull = { ...REPO, pull_number: Number(output.pullRequestNumber) };
    const { data } = await octokit.rest.pulls.get(pull);
    expect(data.body).toContain(
      'Spokeport-Claim: platform.spokeport.dev/TenantCluster/payments/one',
    );
    const { data: files } = await octokit.rest.pulls.listFiles(pull);
    expect(files.map(({ filename, status }) => [filename, status])).toEqual([
      ['clusters/one/addons/ingress-nginx/values.yaml', 'removed'],
      [`${FOLDER}/one.yaml`, 'removed'],
    ]);
    const again = await recordRequests(() =>
      run({ deletePaths: [`${FOLDER}/one.yaml`, 'clusters/one/'] }),
    );
    expect(again.value.output.outcome).toBe('unchanged');
    expect(again.recording.writes).toEqual([]);
  });

  it('are asked for against the base, also where a pull request has them already', async () => {
    workspace.setContent({ [`${FOLDER}/one.yaml`]: claim('one', 'medium') });
    await run();
    lab.denied.add(`${CHANGE} hub-eu/payments/one`);
    workspace.setContent({ [`${FOLDER}/one.yaml`]: claim('one', 'large') });
    await expect(run()).rejects.toThrow(/a change of TenantCluster/);
  });

  it('take a reviewer’s commit on when they were made from it', async () => {
    const path = `${FOLDER}/one.yaml`;
    workspace.setContent({ [path]: claim('one', 'medium') });
    const { output } = await run();
    const reviewed = `# Reviewed\n${claim('one', 'medium')}`;
    await lab.commit(
      { [path]: reviewed },
      { branch: String(output.branch), message: 'Say why' },
    );
    const next = reviewed.replace('medium', 'large');
    workspace.setContent({ [path]: next });
    await expect(run()).rejects.toThrow(/Somebody else changed/);
    workspace.setContent({
      [path]: next,
      [READ_RECORD]: JSON.stringify({ [path]: blobSha(Buffer.from(reviewed)) }),
    });
    expect((await run()).output.outcome).toBe('updated');
    expect(await lab.read(path, String(output.branch))).toBe(next);
  });
});
