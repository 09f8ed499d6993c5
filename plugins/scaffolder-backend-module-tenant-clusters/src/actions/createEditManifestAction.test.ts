import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { readFile } from 'node:fs/promises';
import {
  type ActionLab,
  recordRequests,
} from '../__testUtils__/createActionLab';
import { exampleProblems } from '../__testUtils__/parseExamples';
import { setUpActionLab } from '../__testUtils__/setUpActionLab';
import type { PlatformAnswers } from '../__testUtils__/startPlatformAnswers';
import { createEditManifestAction } from './createEditManifestAction';
import { createOpenPullRequestAction } from './createOpenPullRequestAction';

const FILE = 'tenants/payments/clusters/payments-dev.yaml';
const CLAIM = `# Owned by payments
apiVersion: platform.spokeport.dev/v1alpha1
kind: TenantCluster
metadata:
  name: payments-dev # the name
  namespace: payments
spec:
  size: small # for now
`;
const OTHERS = CLAIM.replaceAll('payments', 'orders');

describe('tenant-clusters:manifest:edit', () => {
  const { workspace, start } = setUpActionLab();
  let lab: ActionLab;
  let platform: PlatformAnswers;
  let action: ReturnType<typeof createEditManifestAction>;
  let open: ReturnType<typeof createOpenPullRequestAction>;

  beforeEach(async () => {
    workspace.clear();
    ({ lab, platform } = await start());
    await lab.commit({
      [FILE]: CLAIM,
      'tenants/orders/clusters/orders-dev.yaml': OTHERS,
      'tenants/payments/kustomization.yaml': 'resources:\n- clusters/a.yaml\n',
    });
    action = createEditManifestAction({
      ...lab.services,
      ...platform.services,
    });
    open = createOpenPullRequestAction(lab.services);
  });

  const written = (path = FILE) =>
    readFile(workspace.resolve(path), 'utf8').catch(() => undefined);

  const propose = () =>
    lab.run(open, {
      hub: 'hub-eu',
      subject: 'change/payments/payments-dev',
      title: 'Change payments-dev',
    });

  it("fetches a file from the hub's platform repository, edits it and leaves it in the workspace", async () => {
    const { value, recording } = await recordRequests(() =>
      lab.run(action, {
        hub: 'hub-eu',
        path: FILE,
        edits: [{ path: 'spec.size', set: 'large' }],
      }),
    );
    expect(value.output).toMatchObject({ outcome: 'changed', path: FILE });
    expect(value.output.diff).toContain(
      '-  size: small # for now\n+  size: large # for now\n',
    );
    expect(await written()).toBe(CLAIM.replace('small', 'large'));
    expect(
      recording.requests.filter(request => request.includes('/repos/')),
    ).toEqual([
      `GET /api/v3/repos/acme/platform/contents/${encodeURIComponent(FILE)}`,
    ]);
  });

  it('gives a pull request whose only change is the edit', async () => {
    await lab.run(action, {
      hub: 'hub-eu',
      path: FILE,
      edits: [{ path: 'spec.size', set: 'large' }],
    });
    await lab.run(action, {
      hub: 'hub-eu',
      path: 'tenants/payments/kustomization.yaml',
      edits: [{ path: 'resources', addItem: 'clusters/b.yaml' }],
    });
    const { output } = await propose();
    expect(output.outcome).toBe('created');
    const octokit = await lab.as('bruno.lima');
    const { data } = await octokit.rest.pulls.listFiles({
      owner: 'acme',
      repo: 'platform',
      pull_number: 1,
    });
    expect(data.map(file => [file.filename, file.changes])).toEqual([
      [FILE, 2],
      ['tenants/payments/kustomization.yaml', 1],
    ]);
  });

  it('proposes nothing when the edit changes nothing', async () => {
    const edits = [{ path: 'spec.size', set: 'small' }];
    const { output, log } = await lab.run(action, {
      hub: 'hub-eu',
      path: FILE,
      edits,
    });
    expect(output).toEqual({ outcome: 'unchanged', path: FILE, diff: '' });
    expect(log).toEqual([`${FILE}: nothing changes`]);
    expect((await propose()).output).toMatchObject({ outcome: 'unchanged' });
  });

  it('does not undo what was merged between the edit and the proposal', async () => {
    await lab.run(action, {
      hub: 'hub-eu',
      path: FILE,
      edits: [{ path: 'spec.size', set: 'large' }],
    });
    await lab.commit({ [FILE]: `${CLAIM}  region: eu-west-1\n` });
    await expect(propose()).rejects.toThrow(
      `Somebody else changed ${FILE} in main since it was read; run it again`,
    );
  });

  it('edits what earlier steps left in the workspace, without any call', async () => {
    workspace.setContent({ [FILE]: 'a: 1 # x\n' });
    const { recording } = await recordRequests(() =>
      lab.run(action, {
        hub: 'hub-eu',
        path: FILE,
        edits: [{ path: 'a', set: false }],
      }),
    );
    expect(await written()).toBe('a: false # x\n');
    expect(recording.requests).toEqual([]);
  });

  it('makes the file from values where there is none', async () => {
    const path = 'tenants/payments/receipts.yaml';
    const { output } = await lab.run(action, {
      hub: 'hub-eu',
      path,
      manifest: { apiVersion: 'v1', kind: 'A', metadata: { name: 'a' } },
    });
    expect(output.outcome).toBe('created');
    expect(output.diff).toContain(`--- /dev/null\n+++ b/${path}`);
    expect(await written(path)).toBe(
      'apiVersion: v1\nkind: A\nmetadata:\n  name: a\n',
    );
  });

  it("shows nothing of another tenant's claim", async () => {
    const path = 'tenants/orders/clusters/orders-dev.yaml';
    await expect(
      lab.run(action, {
        hub: 'hub-eu',
        path,
        edits: [{ path: 'spec.size', set: 'large' }],
      }),
    ).rejects.toThrow(
      `There is no file ${path} for a tenant that you belong to`,
    );
    expect(await written(path)).toBeUndefined();
  });

  it('shows the diff in a dry run, from the file in Git', async () => {
    const { output, log } = await lab.run(
      action,
      {
        hub: 'hub-eu',
        path: FILE,
        edits: [
          { path: 'spec.size', remove: true },
          { path: 'spec.nodes', set: 2 },
        ],
      },
      { isDryRun: true },
    );
    expect(output.diff).toContain('+  nodes: 2');
    expect(log.join('\n')).toContain('+  nodes: 2');
    expect(await lab.read(FILE)).toBe(CLAIM);
  });

  it.each([
    {
      reason: 'somebody who may not request',
      input: { hub: 'hub-eu', edits: [{ path: 'a', set: 1 }] },
      deny: true,
      message: /You may not propose anything/,
    },
    {
      reason: 'a file that is nowhere',
      input: { hub: 'hub-eu', path: 'no.yaml', edits: [{ path: 'a', set: 1 }] },
      message: /There is no file no.yaml/,
    },
    {
      reason: 'a place outside of the workspace',
      input: { path: '../x.yaml', edits: [{ path: 'a', set: 1 }] },
      message: /not allowed to refer to a directory outside/,
    },
    {
      reason: 'an edit that says two things',
      input: { edits: [{ path: 'a', set: 1, remove: true }] },
      message:
        /must say exactly one of set, remove, addItem, addItems, removeItem/,
    },
    {
      reason: 'an edit that says nothing',
      input: { edits: [{ path: 'a' }] },
      message: /must say exactly one/,
    },
    {
      reason: 'an item that is to come and to go',
      input: {
        edits: [
          { path: 'spec.addons', addItems: ['a', 'b'] },
          { path: ['spec', 'addons'], removeItem: 'b' },
        ],
      },
      message: /spec\.addons: b is both to be added and to be taken out/,
    },
    {
      reason: 'text that is no YAML',
      input: { manifest: 'a: [1\nb: 2' },
      message: /The given YAML cannot be read, line 2/,
    },
    {
      reason: 'text that is no map',
      input: { manifest: '- a' },
      message: /must be a map of fields/,
    },
    {
      reason: 'no edit',
      input: {},
      message: /Give edits, a manifest, or both/,
    },
    {
      reason: "a path into JavaScript's machinery",
      input: { edits: [{ path: '__proto__.x', set: 1 }] },
      message: /names a key that no manifest has/,
    },
    {
      reason: 'what is no path',
      input: { edits: [{ path: 'a..b', set: 1 }] },
      message: /'a\.\.b' is no path to a field/,
    },
  ])('refuses $reason', async ({ input, deny, message }) => {
    lab.mayRequest = deny ? AuthorizeResult.DENY : AuthorizeResult.ALLOW;
    await expect(lab.run(action, { path: FILE, ...input })).rejects.toThrow(
      message,
    );
  });

  it('adds a second edit to the first where that one is still under review', async () => {
    const change = (path: string, value: string) =>
      lab.run(action, {
        hub: 'hub-eu',
        subject: 'change/payments/payments-dev',
        path: FILE,
        edits: [{ path, set: value }],
      });
    await change('spec.size', 'large');
    const { output: first } = await propose();
    const branch = String(first.branch);
    await lab.commit(
      { [FILE]: (await written())!.replace('for now', 'for good') },
      { branch, message: 'Say so' },
    );
    workspace.clear();
    await change('spec.region', 'eu-west-1');
    const { output } = await propose();
    expect(output).toMatchObject({
      outcome: 'updated',
      pullRequestNumber: first.pullRequestNumber,
    });
    expect(await lab.read(FILE, branch)).toBe(
      `${CLAIM.replace(
        'small # for now',
        'large # for good',
      )}  region: eu-west-1\n`,
    );
  });

  it('leaves out what a form left empty, and says when nothing is left', async () => {
    const edits = (size: string, more: string[], fewer: string[]) => ({
      hub: 'hub-eu',
      path: FILE,
      omitEmpty: true,
      edits: [
        { path: 'spec.size', set: size },
        { path: 'spec.members', addItems: more },
        { path: 'spec.members', removeItems: fewer },
        { path: 'spec.members', addItem: undefined },
      ],
    });
    const { output } = await lab.run(action, edits('', [], []));
    expect(output).toMatchObject({ outcome: 'unchanged', diff: '' });
    expect(await written()).toBe(CLAIM);
    await lab.run(action, edits('', ['ana.souza', 'lia.moreira'], ['nobody']));
    expect(await written()).toBe(
      `${CLAIM}  members:\n    - ana.souza\n    - lia.moreira\n`,
    );
  });

  it('takes a document as the text that a person wrote', async () => {
    const path = 'clusters/payments-dev/addons/ingress-nginx/values.yaml';
    await lab.run(action, {
      path,
      manifest: '# Mine\ncontroller:\n  replicas: 2',
    });
    await lab.run(action, {
      path,
      manifest: '{controller: {kind: Deployment}}',
    });
    expect(await written(path)).toBe(
      '# Mine\ncontroller:\n  replicas: 2\n  kind: Deployment\n',
    );
  });

  it('refuses bytes that are no UTF-8', async () => {
    workspace.setContent({ [FILE]: Buffer.from([0x61, 0x3a, 0x20, 0xff]) });
    await expect(
      lab.run(action, { path: FILE, edits: [{ path: 'a', set: 1 }] }),
    ).rejects.toThrow('it is not UTF-8');
  });

  it('has examples that its schema accepts', () => {
    for (const example of exampleProblems(action)) {
      expect(example).toMatchObject({ steps: 1, problems: [] });
    }
  });
});
