import type {
  ClusterList,
  Hub,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import {
  createCluster,
  createClusterKind,
} from './__testUtils__/createCluster';
import {
  startSpoilingProxy,
  type AnyObject,
} from './__testUtils__/startSpoilingProxy';
import {
  startWholePlugin,
  type WholePlugin,
} from './__testUtils__/startWholePlugin';
import {
  crd,
  startSimulatedHub,
  type SimulatedHub,
} from './hubs/__testUtils__/startSimulatedHub';

const PATIENCE_MS = 15_000;
const HUGE = 'huge '.repeat(40_000);
const MARKUP = '<img src=x onerror="alert(1)">';
/** Text that turns the line around, clears a terminal, and ends a string of C. */
const CONTROLS = '\u202e\u001b[2J\u0000\r\n';

const conditions = (...list: unknown[]) => ({
  status: { conditions: list },
});

/** What objects of a hub may look like. Each is done to everything that one cluster is made of. */
const SPOILED: { reason: string; spoil: (object: AnyObject) => unknown }[] = [
  { reason: 'nothing', spoil: () => {} },
  { reason: 'no status', spoil: object => delete object.status },
  { reason: 'a status of text', spoil: object => (object.status = MARKUP) },
  { reason: 'a status that is a list', spoil: object => (object.status = [1]) },
  {
    reason: 'conditions that are null',
    spoil: object => Object.assign(object, { status: { conditions: null } }),
  },
  {
    reason: 'conditions of anything',
    spoil: object =>
      Object.assign(
        object,
        conditions(
          null,
          1,
          'Ready',
          [],
          { type: 5 },
          {
            type: 'Ready',
            status: false,
            reason: {},
            message: ['a'],
            lastTransitionTime: 'yesterday',
            observedGeneration: 'x',
          },
        ),
      ),
  },
  {
    reason: 'huge texts',
    spoil: object => {
      Object.assign(
        object,
        conditions({
          type: HUGE,
          status: 'False',
          reason: HUGE,
          message: HUGE,
        }),
        { message: HUGE, reason: HUGE },
      );
      object.metadata.labels = { 'spokeport.dev/tenant': HUGE };
    },
  },
  {
    reason: 'markup',
    spoil: object => {
      Object.assign(
        object,
        conditions({
          type: 'Synced',
          status: 'False',
          reason: MARKUP,
          message: MARKUP,
        }),
        { message: MARKUP, reason: MARKUP },
      );
      object.metadata.labels = {
        'spokeport.dev/tenant': 'payments',
        'spokeport.dev/environment': MARKUP,
      };
    },
  },
  {
    reason: 'control characters',
    spoil: object =>
      Object.assign(
        object,
        conditions({
          type: 'Synced',
          status: 'False',
          reason: CONTROLS,
          message: `before${CONTROLS}after`,
        }),
        { message: CONTROLS, reason: CONTROLS },
      ),
  },
  { reason: 'no uid', spoil: object => delete object.metadata.uid },
  { reason: 'no metadata', spoil: object => delete object.metadata },
  { reason: 'metadata of text', spoil: object => (object.metadata = MARKUP) },
  { reason: 'no spec', spoil: object => (object.spec = null) },
  {
    reason: 'metadata of other types',
    spoil: object =>
      Object.assign(object.metadata, {
        labels: ['a'],
        annotations: 'b',
        ownerReferences: [null, 'c', { uid: 1 }],
        finalizers: {},
        generation: '1',
        creationTimestamp: 0,
        deletionTimestamp: 'tomorrow',
        resourceVersion: object.metadata.resourceVersion,
      }),
  },
  {
    reason: 'references to anything',
    spoil: object =>
      Object.assign(object.spec ?? {}, {
        resourceRef: { kind: 1 },
        resourceRefs: [null, 'x', { apiVersion: {}, kind: [], name: 2 }],
        claimRef: 'y',
        members: { a: 1 },
        network: null,
        region: { b: 2 },
      }),
  },
  {
    reason: 'names that mean something to JavaScript',
    spoil: object => {
      Object.assign(
        object,
        conditions(
          { type: '__proto__', status: 'False', reason: 'constructor' },
          { type: 'toString', status: 'False', reason: '__proto__' },
        ),
      );
      object.metadata.labels = JSON.parse(
        '{"__proto__": "x", "constructor": "y"}',
      );
    },
  },
];

/** Without these nobody can say which object it is. */
const UNKNOWABLE = ['no uid', 'no metadata', 'metadata of text'];

const nameOf = (index: number) => `payments-c${index}-`;

function spoil(object: AnyObject): void {
  const index = /^payments-c(\d+)-/.exec(object.metadata?.name ?? '')?.[1];
  if (index !== undefined) {
    SPOILED[Number(index)].spoil(object);
  }
}

const managedOf = (name: string) => ({
  apiVersion: 'iam.aws.example.org/v1alpha1',
  kind: 'Role',
  name: `${name}-role`,
});

/** What hangs from a cluster: a managed resource with a warning, an application, a run and an event. */
function createRest(store: SimulatedHub['store'], name: string): void {
  const managed = managedOf(name);
  store.create({
    ...managed,
    metadata: {
      name: managed.name,
      labels: { 'crossplane.io/composite': `${name}-x` },
    },
  });
  store.create({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${name}-warning`, namespace: 'default' },
    involvedObject: managed,
    type: 'Warning',
    reason: 'CannotCreate',
    message: 'no',
  });
  store.create({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: `${name}-app`, namespace: 'argocd' },
    spec: {
      project: 'payments',
      source: { repoURL: 'https://git.invalid/acme/platform', path: 'addons' },
      destination: { name, namespace: 'default' },
    },
  });
  store.create({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    metadata: {
      name: `${name}-handover`,
      namespace: 'argo',
      labels: { 'spokeport.dev/name': name },
    },
    spec: { entrypoint: 'main', templates: [{ name: 'main' }] },
  });
  store.create({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `${name}-event`,
      namespace: 'crossplane-system',
      labels: {
        'spokeport.dev/event': 'cluster',
        'spokeport.dev/tenant': 'payments',
        'spokeport.dev/name': name,
      },
    },
  });
}

let hub: SimulatedHub;
let proxy: Awaited<ReturnType<typeof startSpoilingProxy>>;
let plugin: WholePlugin;
let list: ClusterList;

beforeAll(async () => {
  hub = await startSimulatedHub();
  createClusterKind(hub.store);
  hub.store.create(
    crd({
      group: 'iam.aws.example.org',
      kind: 'Role',
      plural: 'roles',
      categories: ['managed'],
    }),
  );
  for (const name of ['argocd', 'argo', 'crossplane-system']) {
    hub.store.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    });
  }
  SPOILED.forEach((_, index) => {
    const name = `${nameOf(index)}1`;
    createCluster(hub.store, name, [managedOf(name)]);
    createRest(hub.store, name);
  });
  proxy = await startSpoilingProxy(hub.url, spoil);
  await hub.writeKubeconfig(text => text.replaceAll(hub.url, proxy.url));
  plugin = await startWholePlugin({
    tenantClusters: {
      hubs: [
        { name: 'hub-eu', kubernetes: { kubeconfig: hub.kubeconfigPath } },
      ],
    },
  });
  const end = Date.now() + PATIENCE_MS;
  const isLive = ({ staleness, kinds }: Hub) =>
    staleness.state === 'live' &&
    kinds?.every(({ state }) => state !== 'connecting') &&
    kinds.some(
      ({ kind, objects }) =>
        kind === 'Role' && objects >= SPOILED.length - UNKNOWABLE.length,
    );
  for (;;) {
    const { body } = await plugin.get('/hubs');
    list = (await plugin.get('/clusters?limit=500')).body;
    if (
      isLive(body.items[0]) &&
      list.items.length >= SPOILED.length - UNKNOWABLE.length
    ) {
      break;
    }
    if (Date.now() > end) {
      throw new Error(`The hub is not live: ${JSON.stringify(body)}`);
    }
  }
});

afterAll(async () => {
  await plugin.stop();
  await proxy.close();
  await hub.close();
});

it('shows every cluster that can be told from others, whatever is in it', () => {
  const names = list.items.map(({ ref }) => ref.name);
  SPOILED.forEach(({ reason }, index) => {
    expect([reason, names.includes(`${nameOf(index)}1`)]).toEqual([
      reason,
      !UNKNOWABLE.includes(reason),
    ]);
  });
});

it('keeps every kind of the hub in view', async () => {
  const { body } = await plugin.get('/hubs');
  const kinds = (body.items[0] as Hub).kinds ?? [];
  expect(kinds.filter(({ state }) => state === 'failing')).toEqual([]);
  expect(plugin.complaints()).toEqual([]);
});

it.each(SPOILED.map(({ reason }, index) => ({ reason, index })))(
  'opens every door of a cluster with $reason',
  async ({ reason, index }) => {
    const address = `/clusters/hub-eu/payments/${nameOf(index)}1`;
    const known = !UNKNOWABLE.includes(reason);
    for (const door of ['', '/resources', '/applications', '/history']) {
      const { status, headers, text } = await plugin.get(`${address}${door}`);
      expect([door, status]).toEqual([door, known ? 200 : 404]);
      expect(headers['content-type']).toMatch(/^application\/json/);
      expect(text.length).toBeLessThan(100_000);
      expect(JSON.stringify(JSON.parse(text))).not.toMatch(/\\u0000|\\u001b/);
    }
  },
);

it('shows markup as the text that it is', async () => {
  const index = SPOILED.findIndex(({ reason }) => reason === 'markup');
  const shown = JSON.stringify(MARKUP).slice(1, -1);
  for (const door of ['', '/resources']) {
    const { text } = await plugin.get(
      `/clusters/hub-eu/payments/${nameOf(index)}1${door}`,
    );
    expect(text).toContain(shown);
  }
});

it.each([
  '/clusters',
  '/clusters?sort=environment&text=payments',
  '/requests',
  '/request-options',
  '/availability?hub=hub-eu&name=payments-new-1&cidr=10.1.0.0/16',
])('answers %s', async path => {
  const { status, text } = await plugin.get(path);
  expect(status).toBe(200);
  expect(text.length).toBeLessThan(500_000);
});
