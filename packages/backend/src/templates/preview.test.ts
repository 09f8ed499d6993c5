import type {
  Preview,
  PreviewProposal,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import {
  LAB_TIMEOUT_MS,
  startTemplateLab,
} from './__testUtils__/startTemplateLab';
import type { TemplateLab } from './__testUtils__/TemplateLab';

/** A preview, or what it was refused with. */
type PreviewAnswer = Preview & { error: { name: string; message: string } };

const TEMPLATE = 'request-tenant-cluster';
const ANA = 'ana.souza';

jest.setTimeout(120_000);

let lab: TemplateLab;

beforeAll(async () => {
  lab = await startTemplateLab();
}, LAB_TIMEOUT_MS);

afterAll(() => lab?.close(), LAB_TIMEOUT_MS);

const request = {
  hub: 'hub-eu',
  tenant: 'payments',
  environment: 'dev',
  region: 'eu-west-1',
  kubernetesVersion: '1.33',
  size: 'small',
  members: ['ana.souza'],
  addons: ['metrics-server'],
};

const preview = (template: string, values: object, person: string = ANA) =>
  lab.post<PreviewAnswer>(person, '/api/tenant-clusters/preview', {
    template: `template:default/${template}`,
    values,
  });

/** Branches of the platform repository, read past the backend. */
async function branches(): Promise<string[]> {
  const found = await lab.github<{ name: string }[]>(
    '/repos/acme/platform/branches?per_page=100',
  );
  return found.map(({ name }) => name);
}

/**
 * Hunks of a unified diff. GitHub's patches have no headers and no line break at their end, and name the section that a hunk
 * stands in.
 */
const hunks = (diff: string) =>
  diff
    .slice(diff.indexOf('@@'))
    .trimEnd()
    .replace(/^(@@ [^@]+ @@).*$/gm, '$1');

/** GitHub's words for what happens to a file. */
const STATUS = { added: 'added', changed: 'modified', removed: 'removed' };

/** What the pull request of a task changes is what was shown, and so is what the task says of it. */
async function expectCommitted(
  shown: PreviewProposal,
  run: Awaited<ReturnType<TemplateLab['run']>>,
) {
  expect(run).toMatchObject({ status: 'completed', error: undefined });
  const { head } = await lab.pull(run.pullRequest!);
  expect(head.ref).toBe(shown.branch);
  const committed = await lab.changes(run.pullRequest!);
  expect(
    committed.map(({ filename, status, patch = '' }) => ({
      path: filename,
      status,
      hunks: hunks(patch),
    })),
  ).toEqual(
    shown.files.map(({ path, change, diff }) => ({
      path,
      status: STATUS[change],
      hunks: hunks(diff),
    })),
  );
  const [text] = run.output.text ?? [];
  expect(text.content).toContain(
    shown.files
      .map(file => file.diff)
      .join('')
      .trimEnd(),
  );
}

describe('a preview', () => {
  it.each([
    { reason: 'with people and add-ons', cidr: '10.91.0.0/16', more: {} },
    {
      reason: 'with neither',
      cidr: '10.92.0.0/16',
      more: { members: [], addons: [] },
    },
    {
      reason: 'with what YAML and templates would trip over',
      cidr: '10.93.0.0/16',
      more: { members: ['no', 'y.1', '0x1'], environment: 'prod' },
    },
  ])('is what the task commits, $reason', async ({ cidr, more }) => {
    const name = `payments-${cidr.split('.')[1]}`;
    const values = { ...request, name, cidr, ...more };
    const { status, body } = await preview(TEMPLATE, values);
    expect({ status, error: body.error }).toEqual({ status: 200 });
    expect(body).toMatchObject({
      proposals: [{ outcome: 'created' }],
      workspace: [],
      omittedFiles: 0,
      skippedSteps: [],
    });
    // Nothing was written to show it.
    expect(await branches()).not.toContain(body.proposals[0].branch);
    await expectCommitted(
      body.proposals[0],
      await lab.run(TEMPLATE, values, ANA),
    );
  });

  it('shows what a request that is sent again would add to its pull request, and that nothing would', async () => {
    const values = { ...request, name: 'payments-again', cidr: '10.94.0.0/16' };
    const first = await lab.run(TEMPLATE, values, ANA);
    expect(first.pullRequest).toBeDefined();
    const same = await preview(TEMPLATE, values);
    expect(same.body.proposals).toMatchObject([
      {
        outcome: 'unchanged',
        pullRequestNumber: first.pullRequest,
        files: [],
      },
    ]);

    const larger = { ...values, size: 'large' };
    const { body } = await preview(TEMPLATE, larger);
    expect(body.proposals).toMatchObject([
      {
        outcome: 'updated',
        pullRequestNumber: first.pullRequest,
        files: [
          {
            path: 'tenants/payments/clusters/payments-again.yaml',
            change: 'changed',
            additions: 1,
            deletions: 1,
          },
        ],
      },
    ]);
    expect(body.proposals[0].files[0].diff).toContain(
      '-  size: "small"\n+  size: "large"\n',
    );
    const again = await lab.run(TEMPLATE, larger, ANA);
    expect(again).toMatchObject({
      status: 'completed',
      pullRequest: first.pullRequest,
    });
    expect(again.output.text?.[0].content).toContain(
      body.proposals[0].files[0].diff.trimEnd(),
    );
  });

  it.each([
    {
      reason: 'a tenant that the person does not belong to',
      more: { tenant: 'orders', name: 'orders-lab' },
      status: 400,
      name: 'InputError',
    },
    {
      reason: 'a network that overlaps another',
      more: { cidr: '10.20.0.0/16' },
      status: 400,
      name: 'InputError',
    },
    {
      reason: 'values that the form does not offer',
      more: { size: 'huge' },
      status: 400,
      name: 'InputError',
    },
  ])('is refused as the task is: $reason', async ({ more, status, name }) => {
    const values = {
      ...request,
      name: 'payments-refused',
      cidr: '10.95.0.0/16',
      ...more,
    };
    const refused = await preview(TEMPLATE, values);
    expect(refused.status).toBe(status);
    expect(refused.body.error.name).toBe(name);
    const run = await lab.run(TEMPLATE, values, ANA);
    expect(run.status).not.toBe('completed');
    for (const sentence of refused.body.error.message.split('\n')) {
      // The scaffolder says instance.size of what a person calls size.
      expect(run.error).toContain(sentence);
    }
  });

  it('is for who may request', async () => {
    const values = { ...request, name: 'payments-aud', cidr: '10.96.0.0/16' };
    expect(await preview(TEMPLATE, values, 'carla.dias')).toMatchObject({
      status: 403,
      body: { error: { message: 'You may not request anything' } },
    });
    expect(await preview('no-such-template', values)).toMatchObject({
      status: 404,
      body: {
        error: { message: 'There is no template:default/no-such-template' },
      },
    });
  });
});

describe('a preview of any other template', () => {
  const LARGER = { cluster: 'hub-eu/payments/payments-dev', size: 'large' };

  it.each([
    {
      reason: 'a change of some lines',
      template: 'change-tenant-cluster',
      person: ANA,
      values: async () => LARGER,
      shown: { 'tenants/payments/clusters/payments-dev.yaml': 'changed' },
    },
    {
      reason: 'an addition beside a change',
      template: 'enable-addons',
      person: ANA,
      values: async () => ({
        cluster: 'hub-eu/payments/payments-prod',
        enable: ['aws-load-balancer-controller'],
        disable: ['metrics-server'],
        valuesFor: 'aws-load-balancer-controller',
        values: '# For the load test.\ncontroller:\n  replicaCount: 5\n',
      }),
      shown: {
        'tenants/payments/clusters/payments-prod.yaml': 'changed',
        'tenants/payments/values/payments-prod/aws-load-balancer-controller.yaml':
          'added',
      },
    },
    {
      reason: 'a removal',
      template: 'remove-tenant-cluster',
      person: 'bruno.lima',
      values: async () => ({
        cluster: 'hub-eu/orders/orders-stage',
        confirmation: 'orders-stage',
      }),
      shown: { 'tenants/orders/clusters/orders-stage.yaml': 'removed' },
    },
    {
      reason: 'what is undone',
      template: 'revert-change',
      person: ANA,
      values: async () => {
        const change = await lab.run('change-tenant-cluster', LARGER, ANA);
        await lab.merge(change.pullRequest!);
        return {
          hub: 'hub-eu',
          pullRequest: `${lab.forge.url}/acme/platform/pull/${change.pullRequest}`,
        };
      },
      shown: { 'tenants/payments/clusters/payments-dev.yaml': 'changed' },
    },
  ])(
    'is what the task commits: $reason',
    async ({ template, person, values, shown }) => {
      const asked = await values();
      const { status, body } = await preview(template, asked, person);
      expect({ status, error: body.error }).toEqual({ status: 200 });
      expect(body.proposals).toHaveLength(1);
      const [proposal] = body.proposals;
      expect(
        Object.fromEntries(
          proposal.files.map(({ path, change }) => [path, change]),
        ),
      ).toEqual(shown);
      await expectCommitted(proposal, await lab.run(template, asked, person));
    },
  );
});
