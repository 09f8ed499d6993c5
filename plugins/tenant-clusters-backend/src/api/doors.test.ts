import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { parse } from 'yaml';
import type { HubClients } from '../operations/connection/HubClients';
import { SECRET_PLAN, sampleFleet } from './__testUtils__/sampleFleet';
import {
  as,
  RESTRICTED_SERVICE,
  startApi,
  type StartedApi,
} from './__testUtils__/startApi';

const PERSONAS = {
  anonymous: mockCredentials.none.header(),
  'with an expired token': mockCredentials.user.invalidHeader(),
  'ana.souza, the owner': as('ana.souza'),
  'davi.rocha, of another tenant': as('davi.rocha'),
  'carla.dias, an auditor': as('carla.dias'),
  'bruno.lima, of the platform team': as('bruno.lima'),
  'a service': mockCredentials.service.header(),
  'a service without access': `Bearer mock-service-token:${JSON.stringify({
    sub: RESTRICTED_SERVICE,
  })}`,
};
type Persona = keyof typeof PERSONAS;

/** `passes` is let in, whatever the hub then says. */
type Expected = number | 'passes';
type Row = Record<Persona, Expected>;

const row = (
  ana: Expected,
  davi: Expected,
  carla: Expected,
  bruno: Expected,
  service: Expected,
  restricted: Expected,
): Row => ({
  anonymous: 401,
  'with an expired token': 401,
  'ana.souza, the owner': ana,
  'davi.rocha, of another tenant': davi,
  'carla.dias, an auditor': carla,
  'bruno.lima, of the platform team': bruno,
  'a service': service,
  'a service without access': restricted,
});

/** A list: everybody gets one, of what they may read. */
const LIST = row(200, 200, 200, 200, 200, 200);
/** Something of the tenant payments: whoever may not read it is told what they would be if it were not there. */
const READ = row(200, 404, 200, 200, 200, 404);
const REQUEST = row(200, 200, 403, 200, 200, 403);
const PLATFORM = row(403, 403, 403, 200, 200, 403);
/** A change by the owner or the platform team. */
const CHANGE = row('passes', 404, 403, 'passes', 'passes', 404);
/** An operation of the platform team. */
const OPERATE = row(403, 404, 403, 'passes', 'passes', 404);
/** What needs a connection that is not configured. */
const UNCONNECTED = row(409, 404, 409, 409, 409, 404);
const NOTHING_THERE = row(404, 404, 404, 404, 404, 404);

const CLUSTER = '/clusters/hub-eu/payments/payments-prod-1';
const STORE = '/infrastructure/hub-eu/payments/payments-store';
const CLAIM = '/objects/hub-eu/TenantCluster-payments-prod-1';
const APPLICATION = '/applications/hub-eu/argocd/payments-ingress';
const WORKFLOW = '/workflows/hub-eu/argo/payments-run';

interface Door {
  path: string;
  expected: Row;
  body?: object;
}

/** Every operation of the OpenAPI document. One that is missing here fails the first test. */
const DOORS: Record<string, Door> = {
  GetHubs: { path: '/hubs', expected: LIST },
  GetHealth: { path: '/health', expected: PLATFORM },
  GetClusters: { path: '/clusters', expected: LIST },
  GetCluster: { path: CLUSTER, expected: READ },
  GetClusterResources: { path: `${CLUSTER}/resources`, expected: READ },
  GetClusterApplications: { path: `${CLUSTER}/applications`, expected: READ },
  GetClusterHistory: { path: `${CLUSTER}/history`, expected: READ },
  GetClusterJourney: {
    path: `${CLUSTER}/journey?key=earlier-payments-prod-1`,
    expected: READ,
  },
  GetClusterWorkflows: { path: `${CLUSTER}/workflows`, expected: READ },
  GetClusterInGit: {
    path: `${CLUSTER}/git`,
    expected: row(200, 404, 403, 200, 200, 404),
  },
  GetClusterDependents: { path: `${CLUSTER}/dependents`, expected: READ },
  GetInfrastructure: { path: '/infrastructure', expected: LIST },
  GetInfrastructureClaim: { path: STORE, expected: READ },
  GetInfrastructureJourney: {
    path: `${STORE}/journey?key=journey-payments-store`,
    expected: READ,
  },
  GetInfrastructureResources: { path: `${STORE}/resources`, expected: READ },
  GetInfrastructureHistory: { path: `${STORE}/history`, expected: READ },
  GetApplications: { path: '/applications', expected: LIST },
  GetApplication: { path: APPLICATION, expected: READ },
  GetWorkflows: { path: '/workflows', expected: LIST },
  GetWorkflow: { path: WORKFLOW, expected: READ },
  GetAddons: { path: '/addons', expected: LIST },
  GetRequests: { path: '/requests', expected: LIST },
  GetLeadTimes: { path: '/lead-times', expected: LIST },
  GetAvailability: {
    path: '/availability?hub=hub-eu&name=payments-new',
    expected: REQUEST,
  },
  GetRequestOptions: { path: '/request-options', expected: LIST },
  GetSchemas: { path: '/schemas', expected: REQUEST },
  GetSchema: {
    path: '/schemas/hub-eu/platform.spokeport.dev/ObjectStore',
    expected: REQUEST,
  },
  GetApplicationOperations: {
    path: `${APPLICATION}/operations`,
    expected: READ,
  },
  PreviewTemplate: {
    path: '/preview',
    body: { template: 'template:default/none', values: {} },
    // There is no such template; only people who may request are told so.
    expected: row(404, 404, 403, 404, 403, 403),
  },
  StartApplicationOperation: {
    path: `${APPLICATION}/operations`,
    body: { operation: 'sync' },
    expected: OPERATE,
  },
  GetWorkflowOperations: { path: `${WORKFLOW}/operations`, expected: READ },
  StartWorkflowOperation: {
    path: `${WORKFLOW}/operations`,
    body: { operation: 'resubmit' },
    expected: OPERATE,
  },
  GetObjectOperations: { path: `${CLAIM}/operations`, expected: READ },
  StartObjectOperation: {
    path: `${CLAIM}/operations`,
    body: { operation: 'reconcile' },
    expected: CHANGE,
  },
  GetOperation: { path: '/operations/none', expected: NOTHING_THERE },
  GetObjectManifest: { path: `${CLAIM}/manifest`, expected: READ },
  GetObjectEvents: { path: `${CLAIM}/events`, expected: READ },
  GetObjectDiff: {
    path: '/objects/hub-eu/Application-payments-ingress/diff',
    expected: UNCONNECTED,
  },
  GetObjectLog: {
    path: '/objects/hub-eu/Workflow-payments-run/log?node=a',
    expected: UNCONNECTED,
  },
};

interface Operation {
  method: 'get' | 'post';
  id: string;
  path: string;
}

function operations(): Operation[] {
  const document = parse(
    readFileSync(
      resolvePackagePath(
        '@spokeport/backstage-plugin-tenant-clusters-backend',
        'src/schema/openapi.yaml',
      ),
      'utf8',
    ),
  );
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, { operationId: string }>).map(
      ([method, { operationId }]) => ({
        method: method as Operation['method'],
        id: operationId,
        path,
      }),
    ),
  );
}

/** Hubs that hold whatever they are asked for; Argo CD and Argo Server are not connected. */
const asked: string[] = [];
const client = {
  get: async ({ kind, name }: { kind: string; name: string }) => {
    asked.push(`${kind} ${name}`);
    return {
      metadata: { name, uid: `${kind}-${name}` },
      spec: { versions: [] },
    };
  },
  events: async () => ({ items: [], more: false }),
  patch: async () => ({ metadata: { name: 'x' } }),
  create: async () => ({ metadata: { name: 'x', uid: 'x' } }),
};
const clients = {
  config: () => ({ argocd: [] }),
  reader: () => client,
  operator: () => client,
  argocd: () => undefined,
  argoServer: () => undefined,
} as unknown as HubClients;

const TENANTS: Record<Persona, string[]> = {
  anonymous: [],
  'with an expired token': [],
  'ana.souza, the owner': ['payments'],
  'davi.rocha, of another tenant': ['orders'],
  'carla.dias, an auditor': ['payments', 'orders'],
  'bruno.lima, of the platform team': ['payments', 'orders'],
  'a service': ['payments', 'orders'],
  'a service without access': [],
};

describe('every door', () => {
  let api: StartedApi;

  beforeAll(async () => {
    api = await startApi({
      model: sampleFleet(),
      clients,
      hubReaders: clients,
    });
  });

  afterAll(() => api.backend.stop());

  const ask = (persona: Persona, { method, id }: Operation) => {
    const { path, body } = DOORS[id];
    const call = request(api.backend.server)
      [method](`/api/tenant-clusters${path}`)
      .set('authorization', PERSONAS[persona]);
    return body ? call.send(body) : call;
  };

  it('has a row, and no row is of a door that is gone', () => {
    expect(Object.keys(DOORS).sort()).toEqual(
      operations()
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('is in the table of docs/api.md', () => {
    const docs = resolve(__dirname, '../../../../docs/api.md');
    const listed = readFileSync(docs, 'utf8').matchAll(
      /^\| `(GET|POST) ([^`]+)`/gm,
    );
    expect(
      [...listed].map(([, method, path]) => `${method} ${path}`).sort(),
    ).toEqual(
      [
        'GET /stream',
        ...operations().map(
          ({ method, path }) => `${method.toUpperCase()} ${path}`,
        ),
      ].sort(),
    );
  });

  it.each(Object.keys(PERSONAS) as Persona[])(
    'opens and closes as it should for somebody %s',
    async persona => {
      const given: Record<string, Expected> = {};
      const expected: Record<string, Expected> = {};
      for (const operation of operations()) {
        const { status } = await ask(persona, operation);
        const wanted = DOORS[operation.id]?.expected[persona];
        const letIn = wanted === 'passes' && ![401, 403, 404].includes(status);
        given[operation.id] = letIn ? 'passes' : status;
        expected[operation.id] = wanted;
      }
      expect(given).toEqual(expected);
    },
  );

  it.each(Object.keys(PERSONAS) as Persona[])(
    'says nothing of what is not theirs to somebody %s',
    async persona => {
      const others = ['payments', 'orders'].filter(
        tenant => !TENANTS[persona].includes(tenant),
      );
      const leaks: string[] = [];
      for (const operation of operations()) {
        if (operation.method === 'get') {
          const { text } = await ask(persona, operation);
          // What the request itself named comes back in a refusal.
          const said = text.replaceAll(
            /There is no [^"]*|"url":"[^"]*"|"value":"[^"]*"/g,
            '',
          );
          const names = others.map(tenant => `${tenant}-(prod|store|run|next)`);
          const quoted = others.length > 0 ? [SECRET_PLAN] : [];
          leaks.push(
            ...[...names, ...quoted]
              .filter(name => new RegExp(name).test(said))
              .map(name => `${operation.id}: ${name}`),
          );
        }
      }
      expect(leaks).toEqual([]);
    },
  );

  it.each([
    {
      door: 'GetWorkflows',
      name: 'nobodys-run',
      seen: ['bruno.lima, of the platform team', 'a service'],
    },
    {
      door: 'GetApplications',
      name: 'nobodys',
      seen: [
        'carla.dias, an auditor',
        'bruno.lima, of the platform team',
        'a service',
      ],
    },
  ])(
    'shows $name, which is no tenant’s, to $seen',
    async ({ door, name, seen }) => {
      const operation = operations().find(({ id }) => id === door)!;
      const seers = [];
      for (const persona of Object.keys(PERSONAS) as Persona[]) {
        const { text } = await ask(persona, operation);
        if (text.includes(`"${name}"`)) {
          seers.push(persona);
        }
      }
      expect(seers).toEqual(seen);
    },
  );

  it('asks a hub for nothing but the objects that were asked for', () => {
    expect(new Set(asked)).toEqual(
      new Set([
        'TenantCluster payments-prod-1',
        'CompositeResourceDefinition objectstore',
        ...asked.filter(name => name.startsWith('Workflow ')),
        ...asked.filter(name => name.startsWith('Application ')),
      ]),
    );
  });

  it.each([
    { path: '/clusters?unheard=of', reason: 'an unknown parameter' },
    { path: `/clusters?text=${'x'.repeat(201)}`, reason: 'too long a text' },
    {
      path: `/applications?hub=${'x'.repeat(301)}`,
      reason: 'too long a value',
    },
    {
      path: `/workflows?${Array.from(
        { length: 51 },
        (_, n) => `hub=h${n}`,
      ).join('&')}`,
      reason: 'too many values',
    },
    { path: '/addons?limit=501', reason: 'too long a page' },
    { path: '/applications?sync=Great', reason: 'a status that there is none' },
    { path: '/infrastructure?cursor=%21', reason: 'a made-up cursor' },
    { path: '/lead-times?days=0', reason: 'no days' },
    { path: `${CLUSTER}/journey`, reason: 'no key' },
    {
      path: `/clusters/hub-eu/payments/${'x'.repeat(254)}`,
      reason: 'too long a name',
    },
  ])('refuses $reason as bad input', async ({ path }) => {
    const { status, body } = await request(api.backend.server)
      .get(`/api/tenant-clusters${path}`)
      .set('authorization', as('carla.dias'));
    expect([status, body.error.name]).toEqual([400, 'InputError']);
  });
});

describe('defects seen in peers', () => {
  let api: StartedApi;

  beforeAll(async () => {
    api = await startApi({
      model: sampleFleet(),
      clients,
      hubReaders: clients,
    });
  });

  afterAll(() => api.backend.stop());

  it('permissions enforced only in the browser, with the router using its own service credentials: every question to the policy is asked as the caller', async () => {
    api.permissions.authorize.mockClear();
    api.permissions.authorizeConditional.mockClear();
    const unasked: string[] = [];
    for (const { method, id } of operations()) {
      const { path, body } = DOORS[id];
      const before = questions(api).length;
      await request(api.backend.server)
        [method](`/api/tenant-clusters${path}`)
        .set('authorization', as('davi.rocha'))
        .send(body);
      if (questions(api).length === before) {
        unasked.push(id);
      }
    }
    // There is no such operation, and so nothing to ask about.
    expect(unasked).toEqual(['GetOperation']);
    expect(new Set(questions(api))).toEqual(
      new Set(['user:default/davi.rocha']),
    );
  });

  it('any group/plural can be read through the API, Secret bodies included: a Secret is refused to everybody', async () => {
    for (const person of ['ana.souza', 'carla.dias', 'bruno.lima']) {
      const answer = await request(api.backend.server)
        .get(
          '/api/tenant-clusters/objects/hub-eu/Secret-payments-prod-1/manifest',
        )
        .set('authorization', as(person));
      expect([403, 404]).toContain(answer.status);
    }
    const made = await request(api.backend.server)
      .get('/api/tenant-clusters/objects/hub-eu/v1-secrets-argocd-x/manifest')
      .set('authorization', as('bruno.lima'));
    expect(made.status).toBe(404);
  });

  it('sync and delete routes with no permission check: whoever may read may not therefore operate', async () => {
    const sync = (person: string) =>
      request(api.backend.server)
        .post(`/api/tenant-clusters${APPLICATION}/operations`)
        .set('authorization', as(person))
        .send({ operation: 'sync' });
    expect((await sync('ana.souza')).status).toBe(403);
    expect((await sync('carla.dias')).status).toBe(403);
    expect((await sync('davi.rocha')).status).toBe(404);
    const methods = new Set(operations().map(({ method }) => method));
    expect(methods).toEqual(new Set(['get', 'post']));
  });
});

/** Who the policy was asked about. */
function questions({ permissions }: StartedApi): string[] {
  return [
    ...permissions.authorize.mock.calls,
    ...permissions.authorizeConditional.mock.calls,
  ].map(([, options]) => {
    const { principal } = options?.credentials ?? {};
    return (principal as { userEntityRef?: string })?.userEntityRef ?? 'nobody';
  });
}
