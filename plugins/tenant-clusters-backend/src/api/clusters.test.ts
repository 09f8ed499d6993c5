import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import {
  application,
  claim,
  clusterView,
  FakeModel,
  openRequest,
  projectedApplication,
} from './__testUtils__/FakeModel';
import { as, startApi, type StartedApi } from './__testUtils__/startApi';

const MESSAGE = 'one or more objects failed to apply: orders-secret-plan';

function fleet(): FakeModel {
  const model = new FakeModel();
  const paymentsProd = claim('payments-prod-1', 'payments', '10.1.0.0/16');
  const ordersProd = claim('orders-prod-1', 'orders', '10.2.0.0/16');
  model.claims = [paymentsProd, ordersProd];
  model.applications = [
    projectedApplication('tenants', [paymentsProd, ordersProd]),
    projectedApplication('payments', [paymentsProd]),
    projectedApplication('unapplied', [
      paymentsProd,
      claim('orders-next-1', 'orders'),
    ]),
    projectedApplication('own-unapplied', [
      claim('payments-next-1', 'payments'),
    ]),
  ];
  model.clusters = [
    clusterView('payments-prod-1', 'payments', 'Ready', {
      shownApplications: [
        application('tenants', MESSAGE),
        application('payments', 'a message of their own'),
        application('unapplied', MESSAGE),
        application('own-unapplied', 'why it was not applied'),
      ],
    }),
    clusterView('payments-dev-1', 'payments', 'Blocked'),
    clusterView('orders-prod-1', 'orders', 'Provisioning'),
    clusterView('orders-dev-1', 'orders', 'Degraded'),
    clusterView('tools', 'none', 'Ready', {
      owner: undefined,
      tenant: undefined,
      environment: undefined,
    }),
  ];
  model.requests = [
    openRequest(2, 'orders', 'orders-stage-1'),
    openRequest(1, 'payments', 'payments-stage-1'),
  ];
  return model;
}

const names = (body: { items: { ref: { name: string } }[] }) =>
  body.items.map(({ ref }) => ref.name);

describe('the doors', () => {
  let api: StartedApi;

  beforeAll(async () => {
    api = await startApi({
      model: fleet(),
      history: {
        transitions: async ({ clusters }) => ({
          items: [
            {
              id: '1',
              type: 'state',
              subject: clusters.join(),
              to: 'Ready',
              at: { at: '2026-11-20T10:00:00Z', source: 'observed' },
            },
          ],
        }),
        estimates: () => ({ stages: {} }),
      },
    });
  });

  afterAll(() => api.backend.stop());

  const get = (path: string, person = 'bruno.lima') =>
    request(api.backend.server)
      .get(`/api/tenant-clusters${path}`)
      .set('authorization', as(person));

  describe.each([
    { person: 'ana.souza', own: 200, others: 404, hubs: false, options: 200 },
    { person: 'bruno.lima', own: 200, others: 200, hubs: true, options: 200 },
    { person: 'carla.dias', own: 200, others: 200, hubs: false, options: 403 },
    { person: 'nobody', own: 404, others: 404, hubs: false, options: 200 },
  ])('for $person', ({ person, own, others, hubs, options }) => {
    it.each(['', '/resources', '/applications', '/history'])(
      'open and close at /clusters/{ref}%s',
      async suffix => {
        const paths = ['payments/payments-prod-1', 'orders/orders-prod-1'];
        const answers = await Promise.all(
          paths.map(path => get(`/clusters/hub-eu/${path}${suffix}`, person)),
        );
        expect(answers.map(({ status }) => status)).toEqual([own, others]);
      },
    );

    it('say of hubs what is theirs to know', async () => {
      const { body } = await get('/hubs', person);
      expect(body.items[0].staleness.state).toBe('live');
      expect(JSON.stringify(body).includes('10.1.2.3')).toBe(hubs);
      expect('platformRepository' in body.items[0]).toBe(hubs);
    });

    it('answer availability to requesters only', async () => {
      const { status } = await get('/availability?hub=hub-eu&name=new', person);
      expect(status).toBe(options);
    });
  });

  it.each([
    {
      person: 'ana.souza',
      expected: ['payments-dev-1', 'payments-prod-1'],
      tenants: ['payments'],
      requests: [1],
    },
    {
      person: 'carla.dias',
      expected: [
        'payments-dev-1',
        'orders-dev-1',
        'orders-prod-1',
        'payments-prod-1',
        'tools',
      ],
      tenants: ['orders', 'payments'],
      requests: [2, 1],
    },
    { person: 'nobody', expected: [], tenants: [], requests: [] },
  ])(
    'list, count and offer to $person what they may read',
    async ({ person, expected, tenants, requests }) => {
      const { body } = await get('/clusters', person);
      expect(names(body)).toEqual(expected);
      expect(body.totalItems).toBe(expected.length);
      expect(body.totals.clusters).toBe(expected.length);
      expect(body.facets.tenants).toEqual(tenants);
      const { body: list } = await get('/requests', person);
      expect(
        list.items.map(({ number }: { number: number }) => number),
      ).toEqual(requests);
    },
  );

  it('ask the permission system once a list, however long it is', async () => {
    const before = api.permissions.authorizeConditional.mock.calls.length;
    await get('/clusters', 'ana.souza');
    expect(api.permissions.authorizeConditional.mock.calls).toHaveLength(
      before + 1,
    );
  });

  it('answer alike for what is hidden and what does not exist', async () => {
    const hidden = await get(
      '/clusters/hub-eu/orders/orders-prod-1',
      'ana.souza',
    );
    const absent = await get(
      '/clusters/hub-eu/orders/orders-prod-9',
      'ana.souza',
    );
    const text = (body: unknown) => JSON.stringify(body).replace(/-9/g, '-1');
    expect(hidden.status).toBe(404);
    expect(text(hidden.body)).toBe(text(absent.body));
  });

  it('refuse whoever is not signed in', async () => {
    const { status } = await request(api.backend.server)
      .get('/api/tenant-clusters/clusters')
      .set('authorization', 'Bearer mock-none-token');
    expect(status).toBe(401);
  });

  it.each([
    { query: 'state=Blocked', expected: ['payments-dev-1'] },
    {
      query: 'state=Blocked&state=Degraded&sort=name',
      expected: ['orders-dev-1', 'payments-dev-1'],
    },
    { query: 'tenant=orders&environment=prod', expected: ['orders-prod-1'] },
    {
      query: 'owner=group:default/orders&sort=name&order=desc',
      expected: ['orders-prod-1', 'orders-dev-1'],
    },
    { query: 'hub=hub-us', expected: [] },
    { query: 'text=PROD%20orders', expected: ['orders-prod-1'] },
  ])('filter by $query', async ({ query, expected }) => {
    const { status, body } = await get(`/clusters?${query}`);
    expect(status).toBe(200);
    expect(names(body)).toEqual(expected);
  });

  it('count over all states, whichever are shown', async () => {
    const { body } = await get('/clusters?state=Blocked');
    expect(body.totals).toMatchObject({ clusters: 5, blocked: 1, degraded: 1 });
    expect(body.totalItems).toBe(1);
  });

  it('page by key, and refuse cursors that are none', async () => {
    const first = await get('/clusters?sort=name&limit=2');
    const { nextCursor } = first.body;
    api.model.clusters.unshift(clusterView('aaa-dev-1', 'orders'));
    const second = await get(
      `/clusters?sort=name&limit=9&cursor=${nextCursor}`,
    );
    api.model.clusters.shift();
    expect([...names(first.body), ...names(second.body)]).toEqual([
      'orders-dev-1',
      'orders-prod-1',
      'payments-dev-1',
      'payments-prod-1',
      'tools',
    ]);
    expect(second.body.nextCursor).toBeUndefined();
    for (const query of [
      `sort=age&cursor=${nextCursor}`,
      'cursor=made-up',
      'cursor=eyJieSI6MX0',
    ]) {
      const { status, body } = await get(`/clusters?${query}`);
      expect(status).toBe(400);
      expect(body.error.name).toBe('InputError');
    }
  });

  it.each(['limit=0', 'limit=x', 'sort=colour', 'state=Sad', 'unknown=1'])(
    'refuse %s',
    async query => {
      const { status } = await get(`/clusters?${query}`);
      expect(status).toBe(400);
    },
  );

  it('answer 304 while nothing changed for this viewer', async () => {
    const first = await get('/clusters', 'ana.souza');
    const again = (person: string) =>
      get('/clusters', person).set('if-none-match', first.headers.etag);
    api.model.hub = { ...api.model.hub, heardAt: '2026-11-20T10:00:09Z' };
    expect((await again('ana.souza')).status).toBe(304);
    expect((await again('bruno.lima')).status).toBe(200);
    const before = api.model.clusters;
    api.model.update('orders-prod-1', { state: 'Ready', revision: '2' });
    expect((await again('ana.souza')).status).toBe(304);
    api.model.update('payments-dev-1', { state: 'Ready', revision: '2' });
    expect((await again('ana.souza')).status).toBe(200);
    api.model.clusters = before;
    api.model.changed();
  });

  it('withhold messages of applications that others share', async () => {
    const path = '/clusters/hub-eu/payments/payments-prod-1/applications';
    const messages = async (person: string) => {
      const { body } = await get(path, person);
      return body.items.map(({ message }: { message: string }) => message);
    };
    await expect(messages('bruno.lima')).resolves.toContain(MESSAGE);
    await expect(messages('ana.souza')).resolves.toEqual([
      expect.stringContaining('withheld'),
      'a message of their own',
      expect.stringContaining('withheld'),
      'why it was not applied',
    ]);
  });

  it('let the permission backend apply conditions to clusters and applications', async () => {
    const apply = async (resourceType: string, resourceRef: string) => {
      const { status, body } = await request(api.backend.server)
        .post(
          '/api/tenant-clusters/.well-known/backstage/permissions/apply-conditions',
        )
        .set('authorization', mockCredentials.service.header())
        .send({
          items: [
            {
              id: '1',
              resourceRef,
              resourceType,
              conditions: {
                rule: 'IS_CLUSTER_OWNER',
                resourceType,
                params: { claims: ['group:default/payments'] },
              },
            },
          ],
        });
      return status === 200 ? body.items[0].result : status;
    };
    await expect(
      Promise.all([
        apply('tenant-cluster', 'hub-eu/payments/payments-prod-1'),
        apply('tenant-cluster', 'hub-eu/orders/orders-prod-1'),
        apply('tenant-cluster', 'hub-eu/orders/nothing'),
        apply('tenant-application', 'hub-eu/argocd/payments'),
        apply('tenant-application', 'hub-eu/argocd/nothing'),
        // Of others too, which the caller's own rights say nothing about: one of them was never applied.
        apply('tenant-application', 'hub-eu/argocd/tenants'),
        apply('tenant-application', 'hub-eu/argocd/unapplied'),
      ]),
    ).resolves.toEqual([
      'ALLOW',
      'DENY',
      'DENY',
      'ALLOW',
      'DENY',
      'DENY',
      'DENY',
    ]);
  });

  it('read the history by uid', async () => {
    const { body } = await get(
      '/clusters/hub-eu/payments/payments-prod-1/history',
    );
    expect(body.items[0].subject).toBe('uid-payments-prod-1');
  });

  it.each([
    { person: 'ana.souza', tenants: [['payments', 'ana.souza']] },
    {
      person: 'bruno.lima',
      tenants: [
        ['orders', 'davi.rocha'],
        ['payments', 'ana.souza'],
      ],
    },
    { person: 'carla.dias', tenants: [] },
    { person: 'nobody', tenants: [] },
  ])(
    'offer $person their tenants to request for',
    async ({ person, tenants }) => {
      const { body } = await get('/request-options', person);
      expect(
        body.tenants.map((tenant: { name: string; members: string[] }) => [
          tenant.name,
          ...tenant.members,
        ]),
      ).toEqual(tenants);
      expect(body.hubs[0]).toMatchObject({ name: 'hub-eu', branch: 'main' });
    },
  );

  it('count for a form only what the caller may read, in their own tenant too', async () => {
    const counted = async () => {
      const { body } = await get('/request-options');
      return body.tenants[0].clusters;
    };
    await expect(counted()).resolves.toBe(2);
    api.permissions.authorizeConditional.mockImplementationOnce(
      async requests => requests.map(() => ({ result: AuthorizeResult.DENY })),
    );
    await expect(counted()).resolves.toBe(0);
  });
});
