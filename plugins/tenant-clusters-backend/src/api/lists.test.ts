import request from 'supertest';
import {
  createTenantApplicationConditionalDecision,
  createTenantClusterConditionalDecision,
  tenantApplicationConditions,
  tenantClusterConditions,
} from '../permissions';
import type { ProjectedApplication } from '../projections/types';
import {
  applicationSet,
  claim,
  clusterView,
  projectedApplication,
  workflow,
  xrd,
} from './__testUtils__/FakeModel';
import { SECRET_PLAN, sampleFleet } from './__testUtils__/sampleFleet';
import { as, startApi, type StartedApi } from './__testUtils__/startApi';

describe('doors to the whole fleet', () => {
  let api: StartedApi;

  const get = (path: string, person = 'bruno.lima', etag = '') =>
    request(api.backend.server)
      .get(`/api/tenant-clusters${path}`)
      .set('authorization', as(person))
      .set('if-none-match', etag);

  const start = async (options: Parameters<typeof startApi>[0] = {}) => {
    api = await startApi({ model: sampleFleet(), ...options });
  };

  afterEach(() => api.backend.stop());

  describe('GET /applications', () => {
    it('judges a shared Application by claim, withholds its messages, and shows of what it delivers what may be read', async () => {
      await start();
      const { body: list } = await get('/applications', 'ana.souza');
      expect(list.items.map(({ name }: { name: string }) => name)).toEqual([
        'payments-ingress',
        'tenants',
      ]);
      const { body, text } = await get(
        '/applications/hub-eu/argocd/tenants',
        'ana.souza',
      );
      expect(body.application.shared).toBe(true);
      expect(text).not.toContain(SECRET_PLAN);
      expect(body.resources).toEqual([
        expect.objectContaining({
          kind: 'TenantCluster',
          name: 'payments-prod-1',
          cluster: expect.objectContaining({ name: 'payments-prod-1' }),
        }),
      ]);
      const { body: whole } = await get('/applications/hub-eu/argocd/tenants');
      expect(whole.application.shared).toBeUndefined();
      expect(whole.resources).toHaveLength(2);
      expect(JSON.stringify(whole)).toContain(SECRET_PLAN);
    });

    it.each([
      { query: 'project=default', expected: 4, reason: 'project' },
      { query: 'project=other', expected: 0, reason: 'another project' },
      { query: 'cluster=orders-prod-1', expected: 2, reason: 'cluster' },
      { query: 'tenant=payments', expected: 2, reason: 'tenant' },
      { query: 'sync=OutOfSync', expected: 1, reason: 'sync' },
      { query: 'health=Degraded&sync=Synced', expected: 0, reason: 'both' },
      { query: 'text=ingress%20orders', expected: 1, reason: 'every word' },
      { query: `text=${SECRET_PLAN}`, expected: 0, reason: 'no message' },
      { query: 'role=addon', expected: 2, reason: 'role' },
      { query: 'hub=elsewhere', expected: 0, reason: 'hub' },
    ])('filters by $reason', async ({ query, expected }) => {
      const model = sampleFleet();
      model.applications = model.applications.map(application =>
        application.name === 'nobodys'
          ? {
              ...application,
              sync: { status: 'OutOfSync', revisions: [] },
              health: { status: 'Degraded' },
            }
          : application,
      );
      await start({ model });
      const { body } = await get(`/applications?${query}`);
      expect(body.totalItems).toBe(expected);
    });

    it('pages through all of them once in any order, though they change meanwhile', async () => {
      await start();
      const seen: string[] = [];
      let cursor = '';
      do {
        const { body } = await get(
          `/applications?sort=name&order=desc&limit=1${cursor}`,
        );
        seen.push(body.items[0].name);
        const before = body.items[0];
        const late = projectedApplication(`zz-${seen.length}`, []);
        api.model.applications.push(late);
        api.model.put(late);
        cursor = body.nextCursor && `&cursor=${body.nextCursor}`;
        expect(before.hub).toBe('hub-eu');
      } while (cursor);
      expect(seen).toEqual([
        'tenants',
        'payments-ingress',
        'orders-ingress',
        'nobodys',
      ]);
    });

    it('judges each claim by itself: conditions that all of them meet together, and none alone, show nothing', async () => {
      const model = sampleFleet();
      model.clusters = model.clusters.map(view => ({
        ...view,
        summary: {
          ...view.summary,
          environment: view.summary.tenant === 'payments' ? 'prod' : 'dev',
        },
      }));
      await start({ model });
      const claims = ['group:default/payments'];
      api.permissions.authorizeConditional.mockImplementation(
        async ([{ permission: cluster }, { permission: application }]) => [
          createTenantClusterConditionalDecision(cluster as never, {
            allOf: [
              tenantClusterConditions.isClusterOwner({ claims }),
              tenantClusterConditions.inEnvironment({ environments: ['dev'] }),
            ],
          }),
          createTenantApplicationConditionalDecision(application as never, {
            allOf: [
              tenantApplicationConditions.isClusterOwner({ claims }),
              tenantApplicationConditions.inEnvironment({
                environments: ['dev'],
              }),
            ],
          }),
        ],
      );
      const { body } = await get('/applications', 'ana.souza');
      expect(body.items).toEqual([]);
      const { status } = await get(
        '/applications/hub-eu/argocd/tenants',
        'ana.souza',
      );
      expect(status).toBe(404);
    });

    it('takes an Application for the add-on of the ApplicationSet that made it, as journeys do', async () => {
      const model = sampleFleet();
      const set = applicationSet('metrics');
      const made: ProjectedApplication = {
        ...projectedApplication('metrics-of-a-cluster', []),
        owners: [
          {
            apiVersion: 'argoproj.io/v1alpha1',
            kind: 'ApplicationSet',
            name: set.name,
            uid: set.uid,
            controller: true,
          },
        ],
      };
      model.applications = [made];
      await start({ model });
      const listed = async (query: string) => {
        const { body } = await get(`/applications?${query}`);
        return body.items.map(
          ({ role, addon }: { role: string; addon?: string }) => [role, addon],
        );
      };
      expect(await listed('text=metrics-of')).toEqual([['other', undefined]]);
      // Kinds are read in any order: the set may be known after what it made.
      model.applicationSets = [{ ...set, selects: ['enable_metrics'] }];
      model.put(model.applicationSets[0]);
      expect(await listed('role=addon')).toEqual([['addon', 'metrics']]);
      model.applicationSets = [
        { ...set, selects: ['enable_metrics', 'enable_logging'] },
      ];
      model.put(model.applicationSets[0]);
      expect(await listed('role=addon')).toEqual([]);
    });

    it('follows who owns the cluster that it serves', async () => {
      await start();
      await get('/applications', 'davi.rocha');
      api.model.update('payments-prod-1', {
        owner: 'group:default/orders',
        revision: '2',
      });
      const { body } = await get(
        '/applications/hub-eu/argocd/payments-ingress',
        'davi.rocha',
      );
      expect(body.application.name).toBe('payments-ingress');
      const { status } = await get(
        '/applications/hub-eu/argocd/payments-ingress',
        'ana.souza',
      );
      expect(status).toBe(404);
    });
  });

  describe('GET /addons', () => {
    const cellsOf = async (person: string) => {
      const { body } = await get('/addons', person);
      return body.items[0].cells.map(
        ({
          addon,
          state,
          reason,
        }: {
          addon: string;
          state: string;
          reason?: { id: string };
        }) => [addon, state, reason?.id],
      );
    };

    it('says why a cluster lacks an add-on that its claim asks for', async () => {
      await start();
      expect(await cellsOf('ana.souza')).toEqual([
        // It exists and Argo CD has not compared it yet.
        ['ingress', 'progressing', 'addon.outOfSync'],
        ['metrics', 'missing', 'addon.notSelected'],
      ]);
    });

    it('tells what the ApplicationSet says is wrong to those who may read hubs', async () => {
      const model = sampleFleet();
      model.secrets.forEach(secret => {
        secret.labels.enable_metrics = 'true';
      });
      model.applicationSets.push(
        applicationSet('metrics', `cannot render ${SECRET_PLAN}`),
      );
      await start({ model });
      expect(await cellsOf('ana.souza')).toContainEqual([
        'metrics',
        'missing',
        'addon.setFailed',
      ]);
      expect((await get('/addons', 'ana.souza')).text).not.toContain(
        SECRET_PLAN,
      );
      const { body } = await get('/addons');
      expect(body.addons[1].error).toContain(SECRET_PLAN);
      expect(body.addons[1]).toMatchObject({ enabled: 2, missing: 2 });
    });
  });

  describe('GET /workflows', () => {
    it('ties a Workflow to its cluster, newest first, and filters', async () => {
      const model = sampleFleet();
      model.workflows.push(
        workflow('payments-again', 'TenantCluster-payments-prod-1', {
          createdAt: '2026-11-21T10:00:00Z',
          phase: 'Failed',
        }),
      );
      await start({ model });
      const { body } = await get('/workflows', 'ana.souza');
      expect(
        body.items.map((item: { name: string; cluster: { name: string } }) => [
          item.name,
          item.cluster.name,
        ]),
      ).toEqual([
        ['payments-again', 'payments-prod-1'],
        ['payments-run', 'payments-prod-1'],
      ]);
      const { body: failed } = await get('/workflows?phase=Failed');
      expect(failed.totalItems).toBe(1);
      const { body: own } = await get(
        '/clusters/hub-eu/payments/payments-prod-1/workflows?limit=1',
      );
      expect([own.totalItems, own.items[0].name]).toEqual([
        2,
        'payments-again',
      ]);
    });

    it('is nobody’s when its label names a claim of another hub', async () => {
      const model = sampleFleet();
      model.workflows.push({
        ...workflow('foreign', 'TenantCluster-payments-prod-1'),
        hub: 'hub-us',
      });
      await start({ model });
      const { text } = await get('/workflows', 'ana.souza');
      expect(text).not.toContain('foreign');
    });
  });

  describe('GET /schemas', () => {
    it('offers what has a namespace to tenants, and reads a schema once a minute', async () => {
      const reader = {
        get: jest.fn(async () => ({
          spec: {
            versions: [
              {
                name: 'v1alpha1',
                served: true,
                referenceable: true,
                schema: { openAPIV3Schema: { type: 'object' } },
              },
              { name: 'v0', served: false, schema: {} },
            ],
          },
        })),
      };
      await start({ hubReaders: { reader: () => reader } });
      const kinds = async (person: string) => {
        const { body } = await get('/schemas', person);
        return body.items.map(({ kind }: { kind: string }) => kind);
      };
      expect(await kinds('ana.souza')).toEqual(['ObjectStore']);
      expect(await kinds('bruno.lima')).toEqual([
        'ObjectStore',
        'Organisation',
      ]);
      expect(reader.get).not.toHaveBeenCalled();
      const path = '/schemas/hub-eu/platform.spokeport.dev';
      const { body } = await get(`${path}/ObjectStore`, 'ana.souza');
      await get(`${path}/ObjectStore`, 'ana.souza');
      expect(body.versions).toEqual([
        {
          name: 'v1alpha1',
          served: true,
          referenceable: true,
          schema: { type: 'object' },
        },
      ]);
      expect(reader.get).toHaveBeenCalledTimes(1);
      const hidden = await get(`${path}/Organisation`, 'ana.souza');
      expect(hidden.status).toBe(404);
    });

    it('tells what becomes a template, how it looks, and when that changed', async () => {
      const model = sampleFleet();
      const labelled = xrd('ObjectStore', {
        labels: { 'spokeport.dev/template': 'true' },
        annotations: {
          'spokeport.dev/template-title': 'A bucket',
          'spokeport.dev/anything': 'else',
        },
      });
      model.xrds = [labelled, xrd('Organisation')];
      await start({
        model,
        hubReaders: { reader: () => ({ get: async () => ({}) }) },
      });
      const list = async () => (await get('/schemas')).body.items;
      const [store, organisation] = await list();
      expect(store).toMatchObject({
        definition: 'objectstore',
        template: true,
      });
      expect(organisation.template).toBe(false);
      const { body } = await get(
        '/schemas/hub-eu/platform.spokeport.dev/ObjectStore',
      );
      expect(body.annotations).toEqual({
        'spokeport.dev/template-title': 'A bucket',
      });
      model.xrds = [{ ...labelled, resourceVersion: '2' }];
      expect((await list())[0].revision).toBe(store.revision);
      model.xrds = [{ ...labelled, generation: 2 }];
      expect((await list())[0].revision).not.toBe(store.revision);
      model.xrds = [
        {
          ...labelled,
          annotations: { 'spokeport.dev/template-title': 'A store' },
        },
      ];
      expect((await list())[0].revision).not.toBe(store.revision);
    });

    it('says that a hub cannot be asked, and asks again', async () => {
      const reader = {
        get: jest.fn().mockRejectedValue(new Error('no route to 10.0.0.1')),
      };
      await start({ hubReaders: { reader: () => reader } });
      const path = '/schemas/hub-eu/platform.spokeport.dev/ObjectStore';
      await get(path);
      await get(path);
      expect(reader.get).toHaveBeenCalledTimes(2);
    });
  });

  it('gives lead times of the scopes that the caller may read, and of no other', async () => {
    const leadTimes = jest.fn(async () => []);
    await start({
      history: {
        leadTimes,
        leadTimeScopes: async () => [
          { hub: 'hub-eu', tenant: 'payments', environment: 'prod' },
          { hub: 'hub-eu', tenant: 'orders', environment: 'prod' },
          { hub: 'hub-eu', tenant: '', environment: '' },
        ],
      },
    });
    const visible = async (path: string, person: string) => {
      leadTimes.mockClear();
      await get(path, person);
      return leadTimes.mock.calls.map(([query]: { visible?: object }[]) =>
        (query.visible as { tenant: string }[]).map(({ tenant }) => tenant),
      );
    };
    expect(await visible('/lead-times', 'ana.souza')).toEqual([
      ['payments'],
      ['payments'],
    ]);
    expect(await visible('/lead-times', 'nobody')).toEqual([[], []]);
    expect(await visible('/lead-times', 'carla.dias')).toEqual([
      ['payments', 'orders', ''],
      ['payments', 'orders', ''],
    ]);
    expect(await visible('/lead-times?tenant=orders', 'ana.souza')).toEqual([
      [],
      [],
    ]);
  });

  describe('ETags', () => {
    const lists = [
      '/clusters',
      '/infrastructure',
      '/applications',
      '/workflows',
      '/addons',
      '/requests',
      '/clusters/hub-eu/payments/payments-prod-1',
      '/applications/hub-eu/argocd/payments-ingress',
    ];

    it.each(lists)(
      'of %s stay for one tenant when another’s cluster changes, and change with one’s own',
      async path => {
        await start();
        const first = await get(path, 'ana.souza');
        expect(first.headers.etag).toBeTruthy();

        changeEverythingOf(api, 'orders');
        const same = await get(path, 'ana.souza', first.headers.etag);
        expect([same.status, same.text]).toEqual([304, '']);

        changeEverythingOf(api, 'payments');
        const other = await get(path, 'ana.souza', first.headers.etag);
        expect(other.status).toBe(200);
      },
    );

    it('are not the same for two people', async () => {
      await start();
      const ana = await get('/clusters', 'ana.souza');
      const davi = await get('/clusters', 'davi.rocha', ana.headers.etag);
      expect(davi.status).toBe(200);
    });

    it('stay while a hub is merely heard again, and change when it is silent', async () => {
      await start();
      const first = await get('/clusters', 'ana.souza');
      api.model.hubChanged({ heardAt: '2026-11-21T10:00:00Z' });
      api.model.clusters = api.model.clusters.map(view => ({
        ...view,
        summary: { ...view.summary, heardAt: '2026-11-21T10:00:00Z' },
      }));
      const { etag } = first.headers;
      expect((await get('/clusters', 'ana.souza', etag)).status).toBe(304);
      const { body } = await get('/clusters', 'ana.souza');
      expect(body.items[0].heardAt).toBe('2026-11-21T10:00:00Z');
      api.model.hubChanged({ state: 'stale' });
      expect((await get('/clusters', 'ana.souza', etag)).status).toBe(200);
    });
  });

  it('finds by text nothing of a message that may have to be withheld', async () => {
    const model = sampleFleet();
    const [payments] = model.clusters;
    const title = { id: 'blocker.quoted.title', text: SECRET_PLAN };
    model.clusters[0] = {
      ...payments,
      summary: {
        ...payments.summary,
        happening: title,
        blocker: {
          explainer: 'quoted',
          stage: 'synced',
          title,
          actor: { type: 'unknown', title: 'Unknown' },
          since: { at: '2026-11-20T10:00:00Z', source: 'observed' },
          needsPerson: true,
          evidence: [
            {
              type: 'application',
              label: 'Application tenants',
              hub: 'hub-eu',
              kind: 'Application',
              namespace: 'argocd',
              name: 'tenants',
            },
          ],
        },
      },
    };
    await start({ model });
    const { body, text } = await get(
      `/clusters?text=${SECRET_PLAN}`,
      'ana.souza',
    );
    expect(body.totalItems).toBe(0);
    expect(text).not.toContain(SECRET_PLAN);
    expect((await get('/clusters', 'ana.souza')).text).not.toContain(
      SECRET_PLAN,
    );
  });

  it('tells a tenant of hubs that they have something on, and of those that may hide something', async () => {
    await start();
    const hubs = api.model.fleet.hubs;
    const names = async (person: string) => {
      const { body } = await get('/clusters', person);
      return body.hubs.map(({ hub }: { hub: string }) => hub);
    };
    const another = { ...api.model.hub, name: 'hub-us', title: 'Hub US' };
    api.model.fleet.hubs = () => [...hubs(), another];
    expect(await names('ana.souza')).toEqual(['hub-eu']);
    expect(await names('bruno.lima')).toEqual(['hub-eu', 'hub-us']);
    api.model.fleet.hubs = () => [
      ...hubs(),
      { ...another, state: 'unreachable' },
    ];
    expect(await names('ana.souza')).toEqual(['hub-eu', 'hub-us']);
  });
});

/** Changes whatever a tenant has: clusters, claims, applications, workflows and requests. */
function changeEverythingOf({ model }: StartedApi, tenant: string): void {
  const isTheirs = ({ name }: { name: string }) => name.startsWith(tenant);
  const touch = <T extends { summary: { ref: { name: string } } }>(view: T) =>
    isTheirs(view.summary.ref)
      ? {
          ...view,
          summary: { ...view.summary, revision: '2', cidr: '10.9.0.0/16' },
        }
      : view;
  model.clusters = [
    ...model.clusters.map(touch),
    clusterView(`${tenant}-prod-2`, tenant, 'Ready', {
      uid: `TenantCluster-${tenant}-prod-2`,
    }),
  ];
  model.otherClaims = model.otherClaims.map(touch);
  model.claims.push(claim(`${tenant}-prod-2`, tenant));
  model.applications = model.applications.map(application => {
    if (!isTheirs(application)) {
      return application;
    }
    const changed = { ...application, project: `${tenant}-project` };
    model.put(changed);
    return changed;
  });
  const run = workflow(`${tenant}-run-2`, `TenantCluster-${tenant}-prod-1`);
  model.workflows.push(run);
  model.put(run);
  model.secrets.filter(isTheirs).forEach(secret => {
    secret.labels = { enable_metrics: 'true' };
  });
  model.requests = model.requests.map(tracked =>
    tracked.changes.some(isTheirs)
      ? { ...tracked, state: 'merged' as const }
      : tracked,
  );
  model.changed();
}
