import {
  LAB_TIMEOUT_MS,
  startTemplateLab,
} from './__testUtils__/startTemplateLab';
import type { TemplateLab } from './__testUtils__/TemplateLab';

const TEMPLATE = 'enable-addons';
const CLUSTER = 'hub-eu/payments/payments-dev';
const FILE = 'tenants/payments/clusters/payments-dev.yaml';
const VALUES = 'tenants/payments/values/payments-dev/ingress-nginx.yaml';

let lab: TemplateLab;

beforeAll(async () => {
  lab = await startTemplateLab({ history: ['payments-dev', 'orders-stage'] });
}, LAB_TIMEOUT_MS);

afterAll(() => lab?.close(), LAB_TIMEOUT_MS);

const application = (addon: string) =>
  lab.store.get({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    namespace: 'argocd',
    name: `addon-${addon}-payments-dev`,
  });

const ask = (values: object, person = 'ana.souza') =>
  lab.run(TEMPLATE, { cluster: CLUSTER, ...values }, person);

describe('enable-addons', () => {
  it('turns an add-on on, another off, and sets values for this cluster alone', async () => {
    const run = await ask({
      enable: ['ingress-nginx'],
      disable: ['metrics-server'],
      valuesFor: 'ingress-nginx',
      values: '# For the load test.\ncontroller:\n  replicaCount: 5\n',
    });
    expect(run).toMatchObject({ status: 'completed', error: undefined });
    const number = run.pullRequest!;
    expect(await lab.diff(number)).toBe(
      [
        `modified ${FILE}`,
        '-    - "metrics-server"',
        '+    - ingress-nginx',
        `added ${VALUES}`,
        '+# For the load test.',
        '+controller:',
        '+  replicaCount: 5',
      ].join('\n'),
    );

    expect(application('ingress-nginx')).toBeUndefined();
    await lab.merge(number);
    await lab.until(
      'the add-ons are as they were asked for',
      () =>
        application('ingress-nginx')?.status?.health?.status === 'Healthy' &&
        !application('metrics-server'),
    );
    expect(await lab.addonValues('payments-dev', 'ingress-nginx')).toContain(
      'replicaCount: 5',
    );
  });

  it('keeps values that are there, and lists what is on once', async () => {
    await lab.commit({
      [VALUES]: '# Ask Lia first.\ncontroller:\n  kind: DaemonSet # for now\n',
    });
    const run = await ask({
      enable: ['ingress-nginx'],
      valuesFor: 'ingress-nginx',
      values: 'controller: {replicaCount: 6}',
    });
    expect(await lab.diff(run.pullRequest!)).toBe(
      [`modified ${VALUES}`, '+  replicaCount: 6'].join('\n'),
    );
  });

  it('says so and opens nothing when nothing changes', async () => {
    const run = await lab.run(
      TEMPLATE,
      {
        cluster: 'hub-eu/orders/orders-stage',
        enable: ['metrics-server'],
        disable: [],
      },
      'davi.rocha',
    );
    expect(run).toMatchObject({ status: 'completed', error: undefined });
    expect(run.pullRequest).toBeUndefined();
    expect(run.output.text).toMatchObject([
      { content: expect.stringContaining('No pull request was opened') },
    ]);
  });

  it.each([
    {
      reason: 'an add-on that the platform does not have',
      values: { enable: ['istio'] },
      status: 'refused',
      error: /enable.*enum/,
    },
    {
      reason: 'values of nothing',
      values: { valuesFor: 'ingress-nginx' },
      status: 'refused',
      error: /values/,
    },
    {
      reason: 'one that is to be on and off',
      values: { enable: ['metrics-server'], disable: ['metrics-server'] },
      status: 'failed',
      error: /spec\.addons: metrics-server is both to be added and to be taken/,
    },
    {
      reason: 'values that are no YAML',
      values: { valuesFor: 'ingress-nginx', values: 'a: [1\nb: 2' },
      status: 'failed',
      error: /The given YAML cannot be read, line 2/,
    },
    {
      reason: "another tenant's cluster",
      values: {
        cluster: 'hub-eu/orders/orders-stage',
        enable: ['ingress-nginx'],
      },
      status: 'failed',
      error: /There is no file .* for a tenant that you belong to/,
    },
  ])('refuses $reason', async ({ values, status, error }) => {
    const run = await ask(values);
    expect(run.status).toBe(status);
    expect(run.error).toMatch(error);
    expect(run.steps.propose).not.toBe('completed');
  });

  it('met no error on the hub that nobody expected', () => {
    expect(lab.errors).toEqual([]);
  });
});
