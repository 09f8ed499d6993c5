import { rename } from 'node:fs/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { DefaultFleet, FleetChange } from '../fleet';
import { FAST_TIMINGS } from './__testUtils__/fastTimings';
import {
  crd,
  SimulatedHub,
  startSimulatedHub,
} from './__testUtils__/startSimulatedHub';
import { until } from '../__testUtils__/until';
import { HubConfig } from './config/HubConfig';
import type { HubTimings } from './HubTimings';
import { HubWatcher } from './HubWatcher';

const GROUP = 'platform.spokeport.dev';
const VERSION = `${GROUP}/v1alpha1`;

let hub: SimulatedHub;
let fleet: DefaultFleet;
let changes: FleetChange[];
let stop: AbortController;
let logger: ReturnType<typeof mockServices.logger.mock>;

beforeEach(async () => {
  hub = await startSimulatedHub();
  fleet = new DefaultFleet();
  changes = [];
  fleet.subscribe(change => changes.push(change));
  stop = new AbortController();
  logger = mockServices.logger.mock();
  await hub.writeKubeconfig();
});

afterEach(async () => {
  stop.abort();
  await hub.close();
});

async function watch(
  config: Partial<HubConfig> = {},
  timings: Partial<HubTimings> = {},
  { into = fleet, signal = stop.signal } = {},
): Promise<void> {
  const watcher = HubWatcher.create({
    config: {
      name: 'hub-eu',
      title: 'Hub Europe',
      kubernetes: { type: 'kubeconfig', path: hub.kubeconfigPath },
      argocd: [],
      clusterKinds: [],
      staleAfter: 400,
      ...config,
    },
    fleet: into,
    logger,
    timings: { ...FAST_TIMINGS, ...timings },
  });
  await watcher.start(signal);
}

const state = () => fleet.hub('hub-eu')?.state;
const becomes = (wanted: string) =>
  until(`${wanted}, not ${state()}`, () => state() === wanted);
const warned = () => logger.warn.mock.calls.map(([text]) => text);
const deletions = () => changes.filter(({ type }) => type === 'delete');

function createNamespace(name: string): void {
  hub.store.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  });
}

/** The kinds of the platform, as Crossplane would have made them of its XRDs. */
function createKinds(): void {
  const managed = { group: 'iam.aws.example.org', categories: ['managed'] };
  for (const definition of [
    crd({
      group: GROUP,
      kind: 'TenantCluster',
      plural: 'tenantclusters',
      scope: 'Namespaced',
      categories: ['claim'],
    }),
    crd({
      group: GROUP,
      kind: 'XTenantCluster',
      plural: 'xtenantclusters',
      categories: ['composite'],
    }),
    crd({ ...managed, kind: 'Role', plural: 'roles' }),
    crd({ ...managed, kind: 'Policy', plural: 'policies' }),
  ]) {
    hub.store.create(definition);
  }
}

function createXrd(): void {
  hub.store.create({
    apiVersion: 'apiextensions.crossplane.io/v1',
    kind: 'CompositeResourceDefinition',
    metadata: {
      name: `xtenantclusters.${GROUP}`,
      labels: { 'spokeport.dev/cluster': 'true' },
    },
    spec: {
      group: GROUP,
      names: { kind: 'XTenantCluster', plural: 'xtenantclusters' },
      claimNames: { kind: 'TenantCluster', plural: 'tenantclusters' },
      versions: [{ name: 'v1alpha1', served: true, referenceable: true }],
    },
  });
}

/** A claim with its XR and one of the two kinds of managed resources. */
function createCluster(name: string): void {
  hub.store.create({
    apiVersion: VERSION,
    kind: 'TenantCluster',
    metadata: {
      name,
      namespace: 'payments',
      labels: { 'spokeport.dev/environment': 'prod' },
    },
    spec: {
      region: 'eu-west-1',
      resourceRef: {
        apiVersion: VERSION,
        kind: 'XTenantCluster',
        name: `${name}-x`,
      },
    },
  });
  hub.store.create({
    apiVersion: VERSION,
    kind: 'XTenantCluster',
    metadata: { name: `${name}-x` },
    spec: {
      claimRef: {
        apiVersion: VERSION,
        kind: 'TenantCluster',
        namespace: 'payments',
        name,
      },
      resourceRefs: [
        {
          apiVersion: 'iam.aws.example.org/v1alpha1',
          kind: 'Role',
          name: `${name}-role`,
        },
        { apiVersion: 'v1', kind: 'Secret', name: 'of-nobodys-business' },
      ],
    },
  });
  hub.store.create({
    apiVersion: 'iam.aws.example.org/v1alpha1',
    kind: 'Role',
    metadata: { name: `${name}-role` },
  });
}

function createPlatform(): void {
  createNamespace('payments');
  createKinds();
  createXrd();
  createCluster('payments-prod-1');
}

const kindState = (kind: string) =>
  fleet.hub('hub-eu')?.kinds.find(candidate => candidate.kind === kind)?.state;

describe('what is watched', () => {
  it('follows XRDs to claims, claims to XRs and references to managed resources', async () => {
    createPlatform();
    await watch();
    await becomes('live');
    const [claim] = fleet.claims('hub-eu');
    expect(claim).toMatchObject({
      cluster: true,
      kind: 'TenantCluster',
      fields: { tenant: 'payments', environment: 'prod', region: 'eu-west-1' },
    });
    const [{ object: xr }] = fleet.children(claim);
    expect(xr).toMatchObject({ role: 'composite', name: 'payments-prod-1-x' });
    expect(
      fleet.children(xr!).map(({ object }) => object && object.role),
    ).toEqual(['managed', undefined]);
    // Nothing refers to a Policy, and there is none.
    expect(kindState('Policy')).toBeUndefined();
    expect(kindState('Role')).toBe('live');
    expect(fleet.hub('hub-eu')).toMatchObject({ epoch: 1 });
    expect(Date.parse(fleet.hub('hub-eu')!.heardAt!)).toBeGreaterThan(0);
  });

  it('finds managed resources that nothing refers to, and lets go of kinds without any', async () => {
    createPlatform();
    await watch();
    await becomes('live');
    const policy = {
      apiVersion: 'iam.aws.example.org/v1alpha1',
      kind: 'Policy',
      metadata: { name: 'by-hand' },
    };
    hub.store.create(policy);
    await until('the policy', () =>
      changes.some(
        change => change.type === 'put' && change.object.kind === 'Policy',
      ),
    );
    hub.store.delete({ ...policy, name: 'by-hand' });
    await until('no watch', () => kindState('Policy') === undefined);
    expect(kindState('Role')).toBe('live');
  });

  it('finds every kind without waiting for a second look', async () => {
    createPlatform();
    hub.store.create({
      apiVersion: 'iam.aws.example.org/v1alpha1',
      kind: 'Policy',
      metadata: { name: 'by-hand' },
    });
    const never = 600_000;
    await watch(
      {},
      {
        probeRetry: [never, never],
        discovery: [never, never],
        managedProbe: never,
      },
    );
    await until('the policy', () => kindState('Policy') === 'live');
    await until('the claims', () => kindState('TenantCluster') === 'live');
    expect(deletions()).toEqual([]);
  });

  it('reads of Secrets and ConfigMaps nothing but metadata', async () => {
    createNamespace('argocd');
    const object = (kind: string, name: string, labels: object, data: object) =>
      hub.store.create({
        apiVersion: 'v1',
        kind,
        metadata: { name, namespace: 'argocd', labels: { ...labels } },
        data,
      });
    const label = { 'argocd.argoproj.io/secret-type': 'cluster' };
    object('Secret', 'spoke', label, { config: 'c2VjcmV0LWRhdGE=' });
    object('Secret', 'other', {}, { token: 'c2VjcmV0LWRhdGE=' });
    const event = { 'spokeport.dev/event': 'cluster' };
    object('ConfigMap', 'cluster-event-a', event, { members: 'secret-data' });
    await watch();
    await becomes('live');
    expect(fleet.clusterSecrets('hub-eu').map(({ name }) => name)).toEqual([
      'spoke',
    ]);
    expect(fleet.clusterEvents('hub-eu').map(({ name }) => name)).toEqual([
      'cluster-event-a',
    ]);
    const everything = JSON.stringify(changes);
    expect(everything).not.toMatch(/c2VjcmV0LWRhdGE|secret-data/);
  });

  it('watches the ConfigMaps that EventSources of another platform listen to, as long as they do', async () => {
    createNamespace('argo-events');
    const event = (name: string, labels: Record<string, string>) =>
      hub.store.create({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name, namespace: 'argo-events', labels },
        data: { members: 'secret-data' },
      });
    event('cluster-created-a', { 'platform.example.org/event': 'created' });
    event('cluster-deleted-a', { 'platform.example.org/event': 'deleted' });
    event('settings', {});
    await watch();
    await becomes('live');
    expect(fleet.clusterEvents('hub-eu')).toEqual([]);
    hub.store.create({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'EventSource',
      metadata: { name: 'clusters', namespace: 'argo-events' },
      spec: {
        resource: {
          created: {
            namespace: 'argo-events',
            group: '',
            version: 'v1',
            resource: 'configmaps',
            eventTypes: ['ADD'],
            filter: {
              labels: [
                {
                  key: 'platform.example.org/event',
                  operation: '==',
                  value: 'created',
                },
              ],
            },
          },
          everything: {
            namespace: 'argo-events',
            group: '',
            version: 'v1',
            resource: 'configmaps',
            eventTypes: ['ADD'],
          },
        },
      },
    });
    const names = () => fleet.clusterEvents('hub-eu').map(({ name }) => name);
    await until('the event', () => names().includes('cluster-created-a'));
    expect(names()).toEqual(['cluster-created-a']);
    expect(JSON.stringify(changes)).not.toMatch(/secret-data/);
    hub.store.delete({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'EventSource',
      namespace: 'argo-events',
      name: 'clusters',
    });
    await until('no event', () => names().length === 0);
  });

  it('hears warnings, and no other events', async () => {
    createPlatform();
    const claim = hub.store.get({
      apiVersion: VERSION,
      kind: 'TenantCluster',
      namespace: 'payments',
      name: 'payments-prod-1',
    })!;
    const tell = (type: 'Normal' | 'Warning', reason: string) =>
      hub.store.recordEvent({
        object: claim,
        type,
        reason,
        message: `${reason} happened`,
        component: 'test',
      });
    tell('Normal', 'Fine');
    tell('Warning', 'Trouble');
    await watch();
    await becomes('live');
    expect(
      fleet
        .warnings('hub-eu', claim.metadata.uid!)
        .map(({ message }) => message),
    ).toEqual(['Trouble happened']);
  });

  it('starts and stops kinds with their CRDs', async () => {
    await watch();
    await becomes('live');
    expect(fleet.claims('hub-eu')).toEqual([]);
    createPlatform();
    await until('the claim', () => fleet.claims('hub-eu').length === 1);
    const name = `tenantclusters.${GROUP}`;
    const apiVersion = 'apiextensions.k8s.io/v1';
    hub.store.delete({ apiVersion, kind: 'CustomResourceDefinition', name });
    await until('no claim', () => fleet.claims('hub-eu').length === 0);
    expect(state()).toBe('live');
  });

  it('asks for each kind by the plural of its CRD, whatever it is', async () => {
    createNamespace('payments');
    const group = 'odd.example.org';
    const definition = crd({
      group,
      kind: 'Foot',
      plural: 'feet',
      categories: ['managed'],
    });
    hub.store.create(definition);
    const foot = {
      apiVersion: `${group}/v1alpha1`,
      kind: 'Foot',
      metadata: { name: 'left' },
    };
    hub.store.create(foot);
    await watch();
    const found = () =>
      fleet.byReference('hub-eu', {
        apiVersion: `${group}/v1`,
        kind: 'Foot',
        name: 'left',
      })?.uid;
    await until('the foot', () => found() !== undefined);
    // With the last CRD of it the group goes as well, and all that was in it.
    hub.store.delete({ ...definition, name: 'feet.odd.example.org' });
    await until('no foot', () => found() === undefined);
    await until('no kind', () => kindState('Foot') === undefined);
    expect(state()).toBe('live');
    hub.store.create(definition);
    hub.store.create(foot);
    await until('another foot', () => found() !== undefined);
  });

  it('takes kinds for clusters by configuration', async () => {
    createPlatform();
    await watch({
      clusterKinds: [
        { group: 'other.example.org', kind: 'Other' },
        {
          group: GROUP,
          kind: 'XTenantCluster',
          fields: { size: 'spec.region' },
        },
      ],
    });
    await becomes('live');
    expect(fleet.claims('hub-eu')).toMatchObject([
      { cluster: true, fields: { size: 'eu-west-1', tenant: 'payments' } },
    ]);
  });

  it('forgets that a kind is a cluster when the label goes', async () => {
    createPlatform();
    await watch();
    await becomes('live');
    const ref = {
      apiVersion: 'apiextensions.crossplane.io/v1',
      kind: 'CompositeResourceDefinition',
      name: `xtenantclusters.${GROUP}`,
    };
    const xrd = structuredClone(hub.store.get(ref)!);
    delete xrd.metadata.labels;
    hub.store.update(xrd);
    await until(
      'infrastructure',
      () => fleet.claims('hub-eu')[0]?.cluster === false,
    );
    expect(deletions()).toEqual([]);
  });
});

describe('what may go wrong', () => {
  it('waits for a kubeconfig that is not there yet', async () => {
    const path = `${hub.kubeconfigPath}-later`;
    await watch({ kubernetes: { type: 'kubeconfig', path } });
    await becomes('misconfigured');
    expect(fleet.hub('hub-eu')?.message).toBe(
      `The kubeconfig file ${path} does not exist.`,
    );
    expect(warned()).toHaveLength(1);
    await rename(hub.kubeconfigPath, path);
    await becomes('live');
  });

  it.each([
    {
      reason: 'no YAML',
      edit: () => 'token: "reader\n\t{',
      message: /is not a valid kubeconfig/,
    },
    {
      reason: 'no cluster',
      edit: () => 'apiVersion: v1\nkind: Config\n',
      message: /leads to no cluster/,
    },
  ])('tells of a kubeconfig with $reason', async ({ edit, message }) => {
    await hub.writeKubeconfig(edit);
    await watch();
    await becomes('misconfigured');
    expect(fleet.hub('hub-eu')?.message).toMatch(message);
    expect(JSON.stringify([warned(), changes])).not.toContain('"reader');
    await hub.writeKubeconfig();
    await becomes('live');
  });

  it('tells of a wrong token, and takes a new one from the file', async () => {
    await hub.writeKubeconfig(text =>
      text.replace('token: reader', 'token: wrong-token'),
    );
    await watch();
    await becomes('unauthorized');
    await until('a few tries', () => state() === 'unauthorized');
    expect(warned()).toEqual([
      'Hub hub-eu is unauthorized: The hub rejects the credentials.',
    ]);
    expect(JSON.stringify([warned(), fleet.hubs()])).not.toContain('wrong');
    await hub.writeKubeconfig();
    await becomes('live');
  });

  it('keeps everything while the hub is out of reach, and says it once', async () => {
    createPlatform();
    await watch();
    await becomes('live');
    await hub.faults.refuse();
    await becomes('unreachable');
    expect(warned()).toEqual([
      'Hub hub-eu is unreachable: The hub refuses connections.',
    ]);
    createCluster('payments-prod-2');
    hub.store.delete({
      apiVersion: VERSION,
      kind: 'TenantCluster',
      namespace: 'payments',
      name: 'payments-prod-1',
    });
    expect(fleet.claims('hub-eu')).toHaveLength(1);
    expect(deletions()).toEqual([]);
    await hub.faults.clear();
    await becomes('live');
    await until(
      'the new state',
      () => fleet.claims('hub-eu')[0]?.name === 'payments-prod-2',
    );
    expect(fleet.hub('hub-eu')?.epoch).toBe(1);
  });

  it('calls a hub stale that says nothing for too long', async () => {
    createPlatform();
    await watch();
    await becomes('live');
    hub.faults.silence();
    await becomes('stale');
    expect(fleet.claims('hub-eu')).toHaveLength(1);
    expect(deletions()).toEqual([]);
    await hub.faults.clear();
    await becomes('live');
  });

  it.each([
    { reason: 'server errors', fail: () => hub.faults.status(503) },
    { reason: 'a revoked token', fail: () => hub.faults.unauthorised() },
    { reason: 'answers that break off', fail: () => hub.faults.cutAfter(40) },
  ])('recovers from $reason', async ({ fail }) => {
    createPlatform();
    await watch();
    await becomes('live');
    fail();
    await until('trouble', () => state() !== 'live');
    createCluster('payments-prod-2');
    await hub.faults.clear();
    await becomes('live');
    await until('both', () => fleet.claims('hub-eu').length === 2);
    expect(deletions()).toEqual([]);
  });

  it('goes on when no watch can be resumed', async () => {
    createPlatform();
    await watch();
    await becomes('live');
    hub.faults.expireWatches();
    createCluster('payments-prod-2');
    await until('both', () => fleet.claims('hub-eu').length === 2);
    expect(deletions()).toEqual([]);
  });

  it('notices that the hub was restored from a backup', async () => {
    createPlatform();
    await watch();
    await becomes('live');
    const backup = hub.store.backup();
    createCluster('payments-prod-2');
    await until('both', () => fleet.claims('hub-eu').length === 2);
    hub.store.restore(backup);
    await until('one', () => fleet.claims('hub-eu').length === 1);
    await until('an epoch', () => fleet.hub('hub-eu')?.epoch === 2);
    expect(fleet.claims('hub-eu')[0].name).toBe('payments-prod-1');
  });

  it('writes nothing any more once it is stopped', async () => {
    createPlatform();
    await watch();
    await becomes('live');
    stop.abort();
    const before = changes.length;
    createCluster('payments-prod-2');
    // Another one hears of it; the stopped one would have as well by then.
    const other = new DefaultFleet();
    const end = new AbortController();
    await watch({}, {}, { into: other, signal: end.signal });
    await until('it is heard of', () => other.claims('hub-eu').length === 2);
    end.abort();
    expect(changes).toHaveLength(before);
  });
});

it('verifies the certificate against the authority of the kubeconfig', async () => {
  await hub.close();
  hub = await startSimulatedHub({ tls: true });
  await hub.writeKubeconfig(text =>
    text.replace(/certificate-authority-data: \S+/, 'proxy-url: ""'),
  );
  await watch();
  await becomes('unreachable');
  // On a busy machine the first attempt may end for want of time.
  await until(
    'the reason',
    () =>
      fleet.hub('hub-eu')?.message ===
      "The hub's certificate is not signed by the configured authority.",
  );
  await hub.writeKubeconfig();
  await becomes('live');
  expect(warned()).not.toEqual([]);
}, 30_000);
