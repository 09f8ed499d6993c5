import {
  LAB_TIMEOUT_MS,
  startTemplateLab,
} from './__testUtils__/startTemplateLab';
import type { TemplateLab } from './__testUtils__/TemplateLab';

const TEMPLATE = 'change-tenant-cluster';
const CLUSTER = 'hub-eu/payments/payments-dev';
const FILE = 'tenants/payments/clusters/payments-dev.yaml';

/** As people leave it: with comments, and in a layout of their own. */
const BEFORE = `# Asked for in spring.
apiVersion: platform.spokeport.dev/v1alpha1
kind: TenantCluster
metadata:
  name: payments-dev
  namespace: payments
  labels: {spokeport.dev/tenant: payments, spokeport.dev/environment: dev}
  annotations:
    spokeport.dev/requested-by: "user:default/lia.moreira"
spec:
  region: eu-west-1
  kubernetesVersion: '1.33'   # not before the gateway can
  size: small
  network: { cidr: 10.21.0.0/16 }
  members:
    - ana.souza
    # On leave until May.
    - lia.moreira
  addons:
    - metrics-server
`;

const AFTER = BEFORE.replace('size: small', 'size: medium').replace(
  '    - lia.moreira\n',
  '    - lia.moreira\n    - bruno.lima\n',
);

let lab: TemplateLab;

beforeAll(async () => {
  lab = await startTemplateLab({ history: ['payments-dev', 'orders-stage'] });
  await lab.commit({ [FILE]: BEFORE });
}, LAB_TIMEOUT_MS);

afterAll(() => lab?.close(), LAB_TIMEOUT_MS);

const nodes = () =>
  lab.store
    .list({
      apiVersion: 'eks.aws.upbound.io/v1beta1',
      kind: 'NodeGroup',
      labels: { 'crossplane.io/claim-name': 'payments-dev' },
    })
    .map(({ spec }) => spec.forProvider.scalingConfig.desiredSize);

describe('change-tenant-cluster', () => {
  it('says so and opens nothing when nothing changes', async () => {
    for (const values of [
      { cluster: CLUSTER },
      { cluster: CLUSTER, size: 'small', members: [] },
      { cluster: CLUSTER, members: ['ana.souza', 'lia.moreira'] },
    ]) {
      const run = await lab.run(TEMPLATE, values, 'ana.souza');
      expect(run).toMatchObject({ status: 'completed', error: undefined });
      expect(run.pullRequest).toBeUndefined();
      expect(run.output.links?.map(({ title }) => title)).toEqual([
        'Follow the cluster',
      ]);
      expect(run.output.text).toMatchObject([
        { content: expect.stringContaining('No pull request was opened') },
      ]);
    }
  });

  it('changes those lines and no other byte, up to the nodes in the cloud', async () => {
    const run = await lab.run(
      TEMPLATE,
      {
        cluster: CLUSTER,
        size: 'medium',
        members: ['ana.souza', 'lia.moreira', 'bruno.lima'],
        reason: 'More payments on Fridays.',
      },
      'ana.souza',
    );
    expect(run).toMatchObject({ status: 'completed', error: undefined });
    const number = run.pullRequest!;
    expect(await lab.diff(number)).toBe(
      [
        `modified ${FILE}`,
        '-  size: small',
        '+  size: medium',
        '+    - bruno.lima',
      ].join('\n'),
    );
    const { head, title, body } = await lab.pull(number);
    expect(await lab.read(FILE, head.sha)).toBe(AFTER);
    expect(title).toBe('Change cluster payments-dev of payments');
    expect(body).toBe(
      [
        'More payments on Fridays.',
        '',
        'Spokeport-Requester: user:default/ana.souza',
        'Spokeport-Hub: hub-eu',
        'Spokeport-Claim: platform.spokeport.dev/TenantCluster/payments/payments-dev',
      ].join('\n'),
    );

    expect(nodes()).toEqual([2]);
    await lab.merge(number);
    await lab.until('the cluster has more nodes', () => nodes()[0] === 3);
    expect(lab.claim('payments', 'payments-dev')?.spec).toMatchObject({
      size: 'medium',
      kubernetesVersion: '1.33',
      members: ['ana.souza', 'lia.moreira', 'bruno.lima'],
    });
  });

  it('adds a second wish to the request that is still open, of a colleague too', async () => {
    const ask = (values: object, person: string) =>
      lab.run(TEMPLATE, { cluster: CLUSTER, ...values }, person);
    const first = await ask({ size: 'large' }, 'ana.souza');
    const second = await ask({ kubernetesVersion: '1.34' }, 'lia.moreira');
    expect(second).toMatchObject({ status: 'completed', error: undefined });
    expect(second.pullRequest).toBe(first.pullRequest);
    expect(await lab.diff(first.pullRequest!)).toBe(
      [
        `modified ${FILE}`,
        "-  kubernetesVersion: '1.33'   # not before the gateway can",
        '-  size: medium',
        "+  kubernetesVersion: '1.34'   # not before the gateway can",
        '+  size: large',
      ].join('\n'),
    );
    const again = await ask({ kubernetesVersion: '1.34' }, 'lia.moreira');
    expect(again.pullRequest).toBe(first.pullRequest);
    expect(again.output.text).toMatchObject([
      { content: 'The open pull request has all of this already.' },
    ]);
  });

  it.each([
    {
      reason: 'a size that nobody offers',
      person: 'ana.souza',
      values: { size: 'huge' },
      status: 'refused',
      error: /size.*enum/,
    },
    {
      reason: 'a value that is no cluster',
      person: 'ana.souza',
      values: { cluster: 'hub-eu/payments/../orders' },
      status: 'refused',
      error: /cluster.*pattern/,
    },
    {
      reason: "another tenant's cluster, without saying that it is there",
      person: 'ana.souza',
      values: { cluster: 'hub-eu/orders/orders-stage', size: 'large' },
      status: 'failed',
      error:
        /There is no file .*orders-stage\.yaml for a tenant that you belong to/,
    },
    {
      reason: 'a cluster that Git does not have',
      person: 'bruno.lima',
      values: { cluster: 'hub-eu/payments/payments-nowhere', size: 'large' },
      status: 'failed',
      error: /There is no file .*payments-nowhere\.yaml/,
    },
    {
      reason: 'a hub that nobody has',
      person: 'ana.souza',
      values: { cluster: 'hub-us/payments/payments-dev', size: 'large' },
      status: 'failed',
      error: /There is no hub 'hub-us'/,
    },
    {
      reason: 'somebody who only reads',
      person: 'carla.dias',
      values: { size: 'large' },
      status: 'refused',
      error: /NotAllowedError/,
    },
  ])('refuses $reason', async ({ person, values, status, error }) => {
    const run = await lab.run(
      TEMPLATE,
      { cluster: CLUSTER, ...values },
      person,
    );
    expect(run.status).toBe(status);
    expect(run.error).toMatch(error);
    expect(run.steps.propose).not.toBe('completed');
  });

  it('shows in a dry run what it would propose', async () => {
    const run = await lab.dryRun(
      TEMPLATE,
      { cluster: 'hub-eu/orders/orders-stage', size: 'large' },
      'bruno.lima',
    );
    expect(run).toMatchObject({ status: 'completed', error: undefined });
    expect(run.output.text?.[0].content).toContain(
      '-  size: "small"\n+  size: "large"\n',
    );
  });

  it('met no error on the hub that nobody expected', () => {
    expect(lab.errors).toEqual([]);
  });
});
