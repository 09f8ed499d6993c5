import {
  LAB_TIMEOUT_MS,
  startTemplateLab,
} from './__testUtils__/startTemplateLab';
import type { TemplateLab } from './__testUtils__/TemplateLab';

let lab: TemplateLab;

beforeAll(async () => {
  lab = await startTemplateLab({ history: ['payments-prod'] });
}, LAB_TIMEOUT_MS);

afterAll(() => lab?.close(), LAB_TIMEOUT_MS);

const values = {
  hub: 'hub-eu',
  tenant: 'payments',
  name: 'payments-lab',
  environment: 'dev',
  region: 'eu-west-1',
  kubernetesVersion: '1.33',
  size: 'small',
  cidr: '10.90.0.0/16',
  members: ['ana.souza'],
  addons: ['metrics-server'],
};
const FILE = 'tenants/payments/clusters/payments-lab.yaml';

const GOLDEN = `apiVersion: platform.spokeport.dev/v1alpha1
kind: TenantCluster
metadata:
  name: "payments-lab"
  namespace: "payments"
  labels:
    spokeport.dev/tenant: "payments"
    spokeport.dev/environment: "dev"
  annotations:
    spokeport.dev/requested-by: "user:default/ana.souza"
spec:
  region: "eu-west-1"
  kubernetesVersion: "1.33"
  size: "small"
  network:
    cidr: "10.90.0.0/16"
  members:
    - "ana.souza"
  addons:
    - "metrics-server"
`;

describe('request-tenant-cluster', () => {
  it('gives a cluster that is handed over once the pull request is merged', async () => {
    const run = await lab.run('request-tenant-cluster', values, 'ana.souza');
    expect(run).toMatchObject({ status: 'completed', error: undefined });
    const pull = run.pullRequest!;
    expect((await lab.changes(pull)).map(({ filename }) => filename)).toEqual([
      FILE,
    ]);
    const { head } = await lab.pull(pull);
    expect(await lab.read(FILE, head.sha)).toBe(GOLDEN);

    await lab.merge(pull);
    await lab.until('the cluster is handed over', () =>
      lab.store
        .list({
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Workflow',
          labels: { 'spokeport.dev/name': values.name },
        })
        .some(({ status }) => status?.phase === 'Succeeded'),
    );
    expect(lab.claim('payments', values.name)?.spec.network.cidr).toBe(
      values.cidr,
    );
  });

  it('shows in a dry run what it would propose', async () => {
    const run = await lab.dryRun('request-tenant-cluster', {
      ...values,
      name: 'payments-dry',
      cidr: '10.91.0.0/16',
    });
    expect(run).toMatchObject({ status: 'completed', error: undefined });
    expect(Object.keys(run.files)).toEqual([
      'tenants/payments/clusters/payments-dry.yaml',
    ]);
    expect(run.log.join('\n')).toContain('+  name: "payments-dry"');
    expect(run.output.links?.map(({ title }) => title)).toEqual([
      'Follow the cluster',
    ]);
  });

  it.each([
    {
      reason: 'a value that the form does not offer',
      more: { size: 'huge' },
      status: 'refused',
      error: /size/,
    },
    {
      reason: 'a tenant that the person does not belong to',
      more: { tenant: 'orders', name: 'orders-lab' },
      status: 'failed',
      error: /you do not belong to tenant orders/,
    },
    {
      reason: 'a network that overlaps another',
      more: { name: 'payments-lab-2', cidr: '10.20.0.0/16' },
      status: 'failed',
      error: /10\.20\.0\.0\/16/,
    },
  ])('refuses $reason', async ({ more, status, error }) => {
    const run = await lab.run(
      'request-tenant-cluster',
      { ...values, ...more },
      'ana.souza',
    );
    expect(run.status).toBe(status);
    expect(run.error).toMatch(error);
    expect(run.pullRequest).toBeUndefined();
  });
});
