import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { HubDefinition } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { DefaultFleet, FleetChange } from './fleet';
import { readSettings } from './hubs';
import { FAST_TIMINGS } from './hubs/__testUtils__/fastTimings';
import {
  crd,
  SimulatedHub,
  startSimulatedHub,
} from './hubs/__testUtils__/startSimulatedHub';
import { until } from './__testUtils__/until';
import { followConfiguredHubs, startHubs } from './startHubs';

const GROUP = 'platform.spokeport.dev';

/** A configuration that changes as a file that is edited does. */
class ChangingConfig {
  #data: object;
  readonly #listeners = new Set<() => void>();
  readonly service: RootConfigService;

  constructor(data: object) {
    this.#data = data;
    const reader = () => new ConfigReader(this.#data as never) as never;
    this.service = new Proxy({} as RootConfigService, {
      get: (_, key) =>
        key === 'subscribe'
          ? (listener: () => void) => {
              this.#listeners.add(listener);
              return { unsubscribe: () => this.#listeners.delete(listener) };
            }
          : (...parameters: unknown[]) =>
              (reader()[key] as Function)(...parameters),
    });
  }

  change(data: object): void {
    this.#data = data;
    this.#listeners.forEach(listener => listener());
  }

  get listeners(): number {
    return this.#listeners.size;
  }
}

const opened: SimulatedHub[] = [];
let fleet: DefaultFleet;
let changes: FleetChange[];
let stop: AbortController;
let logger: ReturnType<typeof mockServices.logger.mock>;

beforeEach(() => {
  fleet = new DefaultFleet();
  changes = [];
  fleet.subscribe(change => changes.push(change));
  stop = new AbortController();
  logger = mockServices.logger.mock();
});

afterEach(async () => {
  stop.abort();
  await Promise.all(opened.splice(0).map(hub => hub.close()));
});

/** A hub with a kind of clusters and one cluster. */
async function openHub(cluster: string): Promise<SimulatedHub> {
  const hub = await startSimulatedHub();
  opened.push(hub);
  await hub.writeKubeconfig();
  hub.store.create(
    crd({
      group: GROUP,
      kind: 'XTenantCluster',
      plural: 'xtenantclusters',
      categories: ['composite'],
    }),
  );
  createCluster(hub, cluster);
  return hub;
}

function createCluster(hub: SimulatedHub, name: string): void {
  hub.store.create({
    apiVersion: `${GROUP}/v1alpha1`,
    kind: 'XTenantCluster',
    metadata: { name },
    spec: { region: 'eu-west-1' },
  });
}

const clusterKinds = [{ group: GROUP, kind: 'XTenantCluster' }];

const configOf = (hubs: Record<string, SimulatedHub>, more: object = {}) => ({
  tenantClusters: {
    clusterKinds,
    hubs: Object.entries(hubs).map(([name, hub]) => ({
      name,
      kubernetes: { kubeconfig: hub.kubeconfigPath },
      ...more,
    })),
  },
});

function start(
  config: ChangingConfig,
  watch?: (onHubs: (hubs: HubDefinition[]) => void) => void,
  into = fleet,
) {
  const common = {
    readSettings: () => readSettings(config.service),
    logger,
    signal: stop.signal,
  };
  const hubs = followConfiguredHubs({ config: config.service, ...common });
  startHubs({
    hubs,
    sources: watch
      ? [{ id: 'inventory', watch: async ({ onHubs }) => watch(onHubs) }]
      : [],
    fleet: into,
    timings: FAST_TIMINGS,
    ...common,
  });
  return hubs;
}

const clusters = (hub: string) =>
  fleet
    .claims(hub)
    .map(({ name }) => name)
    .sort();
const has = (hub: string, ...names: string[]) =>
  until(
    `${hub} is live with ${names}, not ${fleet.hub(hub)?.state} with ${clusters(
      hub,
    )}`,
    () =>
      fleet.hub(hub)?.state === 'live' &&
      JSON.stringify(clusters(hub)) === JSON.stringify(names),
  );
const deletions = () => changes.filter(({ type }) => type === 'delete');
const timers = () =>
  process.getActiveResourcesInfo().filter(type => type === 'Timeout').length;

describe('hubs of the configuration', () => {
  it('come and go with it: what a hub had leaves the fleet, and nothing of it is said to be deleted', async () => {
    const [eu, us] = [await openHub('in-eu'), await openHub('in-us')];
    const before = timers();
    const config = new ChangingConfig(configOf({}));
    const hubs = start(config);
    const seen: string[][] = [];
    hubs.subscribe(all => seen.push(all.map(({ name }) => name)));
    config.change(configOf({ 'hub-eu': eu, 'hub-us': us }));
    await has('hub-eu', 'in-eu');
    await has('hub-us', 'in-us');
    config.change(configOf({ 'hub-eu': eu }));
    expect(fleet.hub('hub-us')).toBeUndefined();
    expect(fleet.hubs().map(({ name }) => name)).toEqual(['hub-eu']);
    expect(fleet.claims()).toHaveLength(1);
    expect(changes.at(-1)).toEqual({ type: 'hub', hub: 'hub-us' });
    config.change(configOf({}));
    expect(fleet.hubs()).toEqual([]);
    expect(deletions()).toEqual([]);
    expect(seen).toEqual([['hub-eu', 'hub-us'], ['hub-eu'], []]);
    await until('no timer is left', () => timers() <= before);
    const count = changes.length;
    createCluster(us, 'later');
    // Another one hears of it; this one would have as well by then.
    const other = new DefaultFleet();
    const again = new ChangingConfig(configOf({ 'hub-us': us }));
    start(again, undefined, other);
    await until('it is heard of', () => other.claims('hub-us').length === 2);
    expect(changes).toHaveLength(count);
    stop.abort();
    expect(config.listeners + again.listeners).toBe(0);
  });

  it('move to another address: what is there replaces what was', async () => {
    const [old, next] = [await openHub('old'), await openHub('new')];
    const config = new ChangingConfig(configOf({ 'hub-eu': old }));
    start(config);
    await has('hub-eu', 'old');
    const { epoch } = fleet.hub('hub-eu')!;
    config.change(configOf({ 'hub-eu': next }));
    await has('hub-eu', 'new');
    expect(fleet.hub('hub-eu')?.epoch).toBe(epoch + 1);
  });

  it('keep their objects when only their kubeconfig is another file', async () => {
    const hub = await openHub('kept');
    const config = new ChangingConfig(configOf({ 'hub-eu': hub }));
    start(config);
    await has('hub-eu', 'kept');
    await hub.writeKubeconfig();
    config.change({
      tenantClusters: {
        clusterKinds,
        hubs: [
          {
            name: 'hub-eu',
            title: 'Europe',
            kubernetes: { kubeconfig: `${hub.kubeconfigPath}/../kubeconfig` },
          },
        ],
      },
    });
    expect(fleet.hub('hub-eu')?.title).toBe('Europe');
    config.change(configOf({ 'hub-eu': hub }, { title: 'Hub Europe' }));
    createCluster(hub, 'more');
    await has('hub-eu', 'kept', 'more');
    expect(deletions()).toEqual([]);
    expect(fleet.hub('hub-eu')).toMatchObject({
      title: 'Hub Europe',
      epoch: 1,
    });
  });

  it('stay as they were when the changed configuration cannot be read', async () => {
    const hub = await openHub('kept');
    const config = new ChangingConfig(configOf({ 'hub-eu': hub }));
    start(config);
    await has('hub-eu', 'kept');
    config.change({ tenantClusters: { hubs: 'none' } });
    expect(logger.error).toHaveBeenCalledWith(
      'The changed configuration of tenantClusters is not taken over',
      expect.anything(),
    );
    await has('hub-eu', 'kept');
  });

  it('are misconfigured by a change, and mended by the next', async () => {
    const hub = await openHub('kept');
    const config = new ChangingConfig(configOf({ 'hub-eu': hub }));
    start(config);
    await has('hub-eu', 'kept');
    config.change({
      tenantClusters: { clusterKinds, hubs: [{ name: 'hub-eu' }] },
    });
    await until(
      'misconfigured',
      () => fleet.hub('hub-eu')?.state === 'misconfigured',
    );
    expect(clusters('hub-eu')).toEqual(['kept']);
    config.change(configOf({ 'hub-eu': hub }));
    await has('hub-eu', 'kept');
    expect(deletions()).toEqual([]);
  });

  it('take over which kinds are clusters', async () => {
    const hub = await openHub('one');
    const config = new ChangingConfig(configOf({ 'hub-eu': hub }));
    start(config);
    await has('hub-eu', 'one');
    expect(fleet.claims()[0].fields.region).toBe('eu-west-1');
    config.change({
      tenantClusters: {
        ...configOf({ 'hub-eu': hub }).tenantClusters,
        clusterKinds: [{ ...clusterKinds[0], fields: { region: 'spec.none' } }],
      },
    });
    await until(
      'read anew',
      () => fleet.claims()[0].fields.region === undefined,
    );
  });
});

describe('hubs of a source', () => {
  const definition = (hub: SimulatedHub, token: string): HubDefinition => ({
    name: 'hub-eu',
    title: 'Hub Europe',
    kubernetes: { url: hub.url, token: async () => token },
    platformRepository: { url: 'https://git.example.org/a', branch: 'main' },
  });

  it('are read again when their definition changes', async () => {
    const [old, next] = [await openHub('old'), await openHub('new')];
    let tell: (hubs: HubDefinition[]) => void = () => {};
    const config = new ChangingConfig({ tenantClusters: { clusterKinds } });
    const hubs = start(config, onHubs => {
      tell = onHubs;
    });
    tell([definition(old, 'wrong')]);
    await until(
      'unauthorized',
      () => fleet.hub('hub-eu')?.state === 'unauthorized',
    );
    tell([definition(old, 'reader')]);
    await has('hub-eu', 'old');
    tell([
      {
        ...definition(next, 'reader'),
        platformRepository: { url: 'https://git.example.org/b', branch: 'x' },
      },
    ]);
    await has('hub-eu', 'new');
    expect(hubs.get('hub-eu')?.platformRepository).toMatchObject({
      url: 'https://git.example.org/b',
      branch: 'x',
    });
    tell([]);
    expect(fleet.hubs()).toEqual([]);
    expect(hubs.list()).toEqual([]);
  });

  it('give way to one of the same name in the configuration', async () => {
    const [ours, theirs] = [await openHub('ours'), await openHub('theirs')];
    const config = new ChangingConfig({ tenantClusters: { clusterKinds } });
    start(config, onHubs => onHubs([definition(theirs, 'reader')]));
    await has('hub-eu', 'theirs');
    config.change(configOf({ 'hub-eu': ours }));
    await has('hub-eu', 'ours');
    expect(clusters('hub-eu')).toEqual(['ours']);
    config.change({ tenantClusters: { clusterKinds } });
    await has('hub-eu', 'theirs');
  });
});
