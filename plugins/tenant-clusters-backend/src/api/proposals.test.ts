import request from 'supertest';
import type { ProjectedManaged, ProjectedUsage } from '../projections/types';
import {
  application,
  claim,
  clusterView,
  FakeModel,
  openRequest,
  projectedApplication,
} from './__testUtils__/FakeModel';
import { as, startApi, type StartedApi } from './__testUtils__/startApi';

const KIND = 'TenantCluster.platform.spokeport.dev';

const node = (id: string, kind: string, name: string) => ({
  id,
  depth: 0,
  apiVersion: 'platform.spokeport.dev/v1alpha1',
  kind,
  name,
  role: 'managed' as const,
  state: 'ready' as const,
  conditions: [],
  warnings: [],
});

const managed = (
  name: string,
  more: Partial<ProjectedManaged> = {},
): ProjectedManaged => ({
  ...claim(name, 'payments'),
  uid: `managed-${name}`,
  namespace: undefined,
  kind: 'Bucket',
  role: 'managed',
  managementPolicies: ['*'],
  dependsOn: [],
  ...more,
});

const usage = (more: Partial<ProjectedUsage> = {}): ProjectedUsage => ({
  ...claim('in-use', 'payments'),
  role: 'usage',
  kind: 'Usage',
  apiVersion: 'protection.crossplane.io/v1beta1',
  group: 'protection.crossplane.io',
  of: {
    apiVersion: 'platform.spokeport.dev/v1alpha1',
    kind: 'TenantCluster',
    namespace: 'payments',
    name: 'payments-prod-1',
  },
  by: {
    apiVersion: 'v1',
    kind: 'Database',
    namespace: 'orders',
    name: 'ledger',
  },
  reason: 'the ledger runs there',
  ...more,
});

function fleet(): FakeModel {
  const model = new FakeModel();
  const own = claim('payments-prod-1', 'payments', '10.1.0.0/16');
  const database = {
    ...claim('payments-db', 'payments'),
    kind: 'Database',
    cluster: false,
    spec: { placement: { clusterRef: { name: 'payments-prod-1' } } },
  };
  model.claims = [
    own,
    database,
    {
      ...database,
      ...claim('payments-note', 'payments'),
      kind: 'Note',
      spec: { text: 'payments-prod-1', name: 'payments-prod-1' },
    },
    claim('orders-prod-1', 'orders'),
  ];
  model.clusters = [
    clusterView('payments-prod-1', 'payments', 'Ready', {
      shownApplications: [
        application('payments-shop'),
        { ...application('expected'), exists: false },
      ],
    }),
    clusterView('orders-prod-1', 'orders'),
    clusterView('old-spoke', 'payments', 'Ready', {
      ref: {
        hub: 'hub-eu',
        namespace: 'payments',
        name: 'old-spoke',
        kind: 'registered',
      },
    }),
    clusterView('payments-new', 'payments', 'Requested'),
  ];
  model.managed = [
    managed('kept-1', { deletionPolicy: 'Orphan', externalName: 'vpc-1' }),
    managed('kept-2', { managementPolicies: ['Observe'] }),
    managed('goes'),
  ];
  model.clusters[0].resources = [
    { ...node(own.uid, 'TenantCluster', own.name), role: 'claim' },
    ...model.managed.map(({ uid, kind, name }) => node(uid, kind, name)),
  ];
  model.applications = [
    {
      ...projectedApplication('payments-shop', []),
      resources: [
        { group: '', kind: 'Service', namespace: 'shop', name: 'web' },
        { group: '', kind: 'ConfigMap', namespace: 'shop', name: 'web' },
        { group: 'apps', kind: 'StatefulSet', namespace: 'shop', name: 'db' },
      ],
    },
  ];
  model.usages = [
    usage(),
    usage({ name: 'of-another', of: { ...usage().of, name: 'other' } }),
  ];
  const change = openRequest(2, 'payments', 'payments-prod-1');
  model.requests = [
    {
      ...change,
      branch: 'spokeport/change/payments-prod-1',
      changes: [{ ...change.changes[0], change: 'change' }],
    },
    {
      ...openRequest(1, 'payments', 'payments-prod-1'),
      state: 'merged',
      changes: [
        { ...change.changes[0], change: 'create', path: 'clusters/prod.yaml' },
      ],
    },
    openRequest(3, 'payments', 'payments-new'),
  ];
  model.files = {
    'payments-prod-1': {
      path: 'clusters/prod.yaml',
      url: 'http://localhost:7008/acme/platform/blob/main/clusters/prod.yaml',
      branch: 'main',
      readAt: '2026-11-20T10:00:00Z',
      manifest: {
        group: 'platform.spokeport.dev',
        kind: 'TenantCluster',
        name: 'payments-prod-1',
        content: {},
      },
      fields: {
        tenant: 'payments',
        size: 'large',
        members: ['ana'],
        addons: [],
      },
    },
  };
  return model;
}

describe('the doors of forms that change or remove a cluster', () => {
  let api: StartedApi;

  beforeAll(async () => {
    api = await startApi({ model: fleet() });
  });

  afterAll(() => api.backend.stop());

  const ask = (path: string, person = 'ana.souza') =>
    request(api.backend.server)
      .get(`/api/tenant-clusters${path}`)
      .set('authorization', as(person));

  it.each([
    {
      may: 'change',
      person: 'ana.souza',
      names: ['payments-new', 'payments-prod-1'],
      reason: 'those of her tenant',
    },
    {
      may: 'remove',
      person: 'ana.souza',
      names: [],
      reason: 'the policy leaves removal to the platform team',
    },
    {
      may: 'change',
      person: 'carla.dias',
      names: [],
      reason: 'an auditor reads only',
    },
    {
      may: 'remove',
      person: 'bruno.lima',
      names: ['orders-prod-1', 'payments-new', 'payments-prod-1'],
      reason: 'every claim, and no spoke without one',
    },
  ])(
    'GET /clusters lists what $person may $may: $reason',
    async ({ may, person, names }) => {
      const { body } = await ask(`/clusters?may=${may}&sort=name`, person);
      const listed = body.items.map(
        ({ ref }: { ref: { name: string } }) => ref.name,
      );
      expect(listed).toEqual(names);
      expect([body.totalItems, body.totals.clusters]).toEqual([
        names.length,
        names.length,
      ]);
    },
  );

  it('gives what Git says of a claim, from where requests put it, and who is about to change it', async () => {
    const { body } = await ask('/clusters/hub-eu/payments/payments-prod-1/git');
    expect(body).toEqual({
      cluster: {
        hub: 'hub-eu',
        namespace: 'payments',
        name: 'payments-prod-1',
        kind: KIND,
      },
      may: ['change'],
      path: 'clusters/prod.yaml',
      url: expect.stringContaining('/blob/main/clusters/prod.yaml'),
      branch: 'main',
      readAt: '2026-11-20T10:00:00Z',
      values: {
        tenant: 'payments',
        size: 'large',
        members: ['ana'],
        addons: [],
      },
      openRequests: [
        {
          change: 'change',
          own: true,
          requester: 'user:default/ana.souza',
          branch: 'spokeport/change/payments-prod-1',
          values: { tenant: 'payments', members: [], addons: [] },
          request: expect.objectContaining({ number: 2, state: 'open' }),
        },
      ],
    });
    expect(api.model.searched.at(-1)).toEqual(['clusters/prod.yaml']);
    const { body: others } = await ask(
      '/clusters/hub-eu/payments/payments-prod-1/git',
      'bruno.lima',
    );
    expect(others.may).toEqual(['change', 'remove']);
    expect(others.openRequests[0].own).toBe(false);
  });

  it.each([
    {
      path: 'payments/payments-new',
      person: 'ana.souza',
      status: 404,
      says: /not in Git yet: pull request #3/,
      reason: 'only requested',
    },
    {
      path: 'orders/orders-prod-1',
      person: 'ana.souza',
      status: 404,
      says: /There is no cluster/,
      reason: 'another tenant’s',
    },
    {
      path: 'orders/orders-prod-1',
      person: 'bruno.lima',
      status: 404,
      says: /No file of the platform repository/,
      reason: 'rendered from elsewhere',
    },
    {
      path: 'payments/old-spoke',
      person: 'bruno.lima',
      status: 404,
      says: /no claim/,
      reason: 'only registered',
    },
    {
      path: 'payments/payments-prod-1',
      person: 'carla.dias',
      status: 403,
      says: /neither a change nor/,
      reason: 'an auditor proposes nothing',
    },
  ])(
    'says why Git has no $path for $person: $reason',
    async ({ path, person, status, says }) => {
      const answer = await ask(`/clusters/hub-eu/${path}/git`, person);
      expect(answer.status).toBe(status);
      expect(answer.body.error.message).toMatch(says);
    },
  );

  it('says what depends on a cluster, what stays, and what cannot be known', async () => {
    const { body } = await ask(
      '/clusters/hub-eu/payments/payments-prod-1/dependents',
    );
    expect(body).toMatchObject({
      may: ['change'],
      applications: [{ namespace: 'argocd', name: 'payments-shop' }],
      holdings: [
        {
          namespace: 'shop',
          kind: 'Service',
          name: 'web',
          holds: 'load-balancer',
          application: 'argocd/payments-shop',
        },
        { namespace: 'shop', kind: 'StatefulSet', name: 'db', holds: 'volume' },
      ],
      usages: [
        {
          kind: 'Usage',
          name: 'in-use',
          of: 'TenantCluster payments/payments-prod-1',
          reason: 'the ledger runs there',
        },
      ],
      claims: [
        {
          ref: { name: 'payments-db' },
          field: 'spec.placement.clusterRef.name',
        },
      ],
      resources: 1,
      kept: [
        { name: 'kept-1', externalName: 'vpc-1', reason: 'deletion-policy' },
        { name: 'kept-2', reason: 'management-policies' },
      ],
      openRequests: [{ change: 'change' }],
      hub: { hub: 'hub-eu', state: 'live' },
    });
    expect(body.claims).toHaveLength(1);
    const unknown = body.unknown.map(({ id }: { id: string }) => id);
    expect(unknown).toEqual([
      'dependents.beyond-applications',
      'dependents.service-types',
      'dependents.others',
    ]);
  });

  it('names who uses a cluster to those only who may read it', async () => {
    const path = '/clusters/hub-eu/payments/payments-prod-1/dependents';
    const { body: own } = await ask(path);
    expect(JSON.stringify(own)).not.toContain('ledger"');
    expect(own.usages[0].by).toBeUndefined();
    const { body: platform } = await ask(path, 'bruno.lima');
    expect(platform.usages[0].by).toBe('Database orders/ledger');
    expect((await ask(path, 'davi.rocha')).status).toBe(404);
  });

  it('says that a hub which is not heard may have more', async () => {
    api.model.hubChanged({ state: 'unreachable' });
    const { body } = await ask(
      '/clusters/hub-eu/payments/payments-prod-1/dependents',
    );
    api.model.hubChanged({ state: 'live' });
    expect(body.unknown[0].id).toBe('unchecked.hub');
  });
});
