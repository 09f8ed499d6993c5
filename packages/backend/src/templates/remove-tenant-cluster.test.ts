import {
  LAB_TIMEOUT_MS,
  startTemplateLab,
} from './__testUtils__/startTemplateLab';
import type { TemplateLab } from './__testUtils__/TemplateLab';

const TEMPLATE = 'remove-tenant-cluster';
const CLUSTER = 'hub-eu/payments/payments-prod';
const FILE = 'tenants/payments/clusters/payments-prod.yaml';
const VALUES = 'clusters/payments-prod/addons/ingress-nginx/values.yaml';

const OWN_VALUES = 'tenants/payments/values/payments-prod/metrics-server.yaml';

let lab: TemplateLab;

beforeAll(async () => {
  lab = await startTemplateLab({ history: ['payments-prod', 'payments-dev'] });
  await lab.commit({ [OWN_VALUES]: 'replicas: 2\n' });
}, LAB_TIMEOUT_MS);

afterAll(() => lab?.close(), LAB_TIMEOUT_MS);

const registration = () =>
  lab.store.get({
    apiVersion: 'v1',
    kind: 'Secret',
    namespace: 'argocd',
    name: 'cluster-payments-prod',
  });

/** What the cloud has of the cluster. */
const controlPlanes = () =>
  lab.store.list({
    apiVersion: 'eks.aws.upbound.io/v1beta1',
    kind: 'Cluster',
    labels: { 'crossplane.io/claim-name': 'payments-prod' },
  });

describe('remove-tenant-cluster', () => {
  it.each([
    {
      reason: 'a removal that nobody confirmed',
      person: 'bruno.lima',
      values: {},
      status: 'refused',
      error: /confirmation/,
    },
    {
      reason: 'another name than the one of the cluster',
      person: 'bruno.lima',
      values: { confirmation: 'payments-dev' },
      status: 'failed',
      error:
        /The removal of payments\/payments-prod is not confirmed: type its name/,
    },
    {
      reason: 'somebody who may change the cluster, and not remove it',
      person: 'ana.souza',
      values: { confirmation: 'payments-prod' },
      status: 'failed',
      error: /You may not remove payments\/payments-prod/,
    },
    {
      reason: 'a cluster that is none',
      person: 'bruno.lima',
      values: {
        cluster: 'hub-eu/payments/nowhere',
        confirmation: 'nowhere',
      },
      status: 'failed',
      error: /There is no cluster payments\/nowhere on hub-eu/,
    },
    {
      reason: 'a value that leads elsewhere',
      person: 'bruno.lima',
      values: { cluster: 'hub-eu/payments/..', confirmation: '..' },
      status: 'refused',
      error: /cluster.*pattern/,
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

  it('deletes the claim and its own values, and the cluster goes from the hub and the cloud', async () => {
    expect(controlPlanes()).toHaveLength(1);
    expect(registration()).toBeDefined();
    const run = await lab.run(
      TEMPLATE,
      {
        cluster: CLUSTER,
        confirmation: 'payments-prod',
        reason: 'Its successor runs.',
      },
      'bruno.lima',
    );
    expect(run).toMatchObject({ status: 'completed', error: undefined });
    expect(run.log.join('\n')).toContain(
      'payments/payments-prod: Application addon-ingress-nginx-payments-prod delivers to it',
    );
    const number = run.pullRequest!;
    const changes = await lab.changes(number);
    expect(changes.map(({ filename, status }) => [filename, status])).toEqual([
      [VALUES, 'removed'],
      [FILE, 'removed'],
      [OWN_VALUES, 'removed'],
    ]);
    const { title, body } = await lab.pull(number);
    expect(title).toBe('Remove cluster payments-prod of payments');
    expect(body).toBe(
      [
        'Its successor runs.',
        '',
        'Spokeport-Requester: user:default/bruno.lima',
        'Spokeport-Hub: hub-eu',
        'Spokeport-Claim: platform.spokeport.dev/TenantCluster/payments/payments-prod',
      ].join('\n'),
    );

    await lab.merge(number);
    await lab.until(
      'the cluster is gone',
      () =>
        !lab.claim('payments', 'payments-prod') &&
        controlPlanes().length === 0 &&
        !registration(),
    );
    // Nothing else went with it.
    expect(lab.claim('payments', 'payments-dev')).toBeDefined();
  });

  it('opens nothing once it is merged', async () => {
    const paths = [FILE, VALUES, OWN_VALUES];
    for (const path of paths) {
      expect(await lab.read(path)).toBeUndefined();
    }
    // The hub may hear of a cluster longer than Git has it.
    const run = await lab.run(
      TEMPLATE,
      { cluster: CLUSTER, confirmation: 'payments-prod' },
      'bruno.lima',
    );
    expect(run.pullRequest).toBeUndefined();
    expect(run.error ?? run.output.text?.[0].content).toMatch(
      /There is no cluster|no pull request was opened/,
    );
  });

  it('met no error on the hub that nobody expected', () => {
    expect(lab.errors).toEqual([]);
  });
});
