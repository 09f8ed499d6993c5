import type { Hub } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { until } from '../__testUtils__/until';
import {
  createCluster,
  createClusterKind,
} from '../__testUtils__/createCluster';
import {
  PRODUCT_ENGINEER,
  startWholePlugin,
  type WholePlugin,
} from '../__testUtils__/startWholePlugin';
import { DefaultFleet } from '../fleet';
import {
  startSimulatedHub,
  type SimulatedHub,
} from '../hubs/__testUtils__/startSimulatedHub';
import { hubHealth, type HubHealth } from './hubHealth';

jest.setTimeout(60_000);

describe('hubHealth', () => {
  it('names each kind that is not in sync, beside a hub that is', () => {
    const fleet = new DefaultFleet();
    const kind = { group: 'rds.aws.upbound.io', kind: 'Instance', objects: 0 };
    fleet.setHub({
      name: 'hub-eu',
      title: 'Hub Europe',
      state: 'live',
      epoch: 1,
      kinds: [
        { ...kind, kind: 'Cluster', state: 'live' },
        { ...kind, kind: 'Gone', state: 'absent' },
        { ...kind, kind: 'New', state: 'connecting' },
        { ...kind, state: 'failing', message: 'Not allowed.' },
      ],
    });
    expect(hubHealth(fleet)).toEqual({
      status: 'out-of-sync',
      hubs: [
        {
          hub: 'hub-eu',
          state: 'live',
          kinds: [
            { group: kind.group, kind: 'New', state: 'connecting' },
            {
              group: kind.group,
              kind: 'Instance',
              state: 'failing',
              message: 'Not allowed.',
            },
          ],
        },
      ],
    });
  });
});

describe('GET /health', () => {
  let hub: SimulatedHub;
  let plugin: WholePlugin;

  beforeAll(async () => {
    hub = await startSimulatedHub();
    await hub.writeKubeconfig();
    createClusterKind(hub.store);
    createCluster(hub.store, 'payments-prod-1');
    const kubernetes = { kubeconfig: hub.kubeconfigPath };
    plugin = await startWholePlugin({
      backend: { baseUrl: 'http://localhost' },
      tenantClusters: { hubs: [{ name: 'hub-eu', kubernetes }] },
    });
  });

  afterAll(async () => {
    await plugin.stop();
    await hub.close();
  });

  /** Waits until the health is so. */
  const healthIs = (condition: (health: HubHealth) => boolean) =>
    until(async () => {
      const { body } = await plugin.get('/health');
      return condition(body) && (body as HubHealth);
    });

  const isInSync = (health: HubHealth) => health.status === 'in-sync';
  const strictly = async () =>
    (await plugin.get('/health?require=in-sync')).status;

  it('names nothing while everything is in sync', async () => {
    await expect(healthIs(isInSync)).resolves.toEqual({
      status: 'in-sync',
      hubs: [],
    });
    await expect(strictly()).resolves.toBe(200);
  });

  it('is in sync only once the clusters of the hub are known to readers', async () => {
    const one = await startWholePlugin({
      backend: { baseUrl: 'http://localhost' },
      tenantClusters: {
        hubs: [
          { name: 'hub-us', kubernetes: { kubeconfig: hub.kubeconfigPath } },
        ],
      },
    });
    try {
      const said = await until(async () => {
        const { body: health } = await one.get('/health');
        const { body: hubs } = await one.get('/hubs');
        const { body: clusters } = await one.get('/clusters');
        return (
          health.status === 'in-sync' && [
            hubs.items.map(({ staleness }: Hub) => staleness.state),
            clusters.items.length,
          ]
        );
      });
      expect(said).toEqual([['live'], 1]);
    } finally {
      await one.stop();
    }
  });

  it('is for those who may read hubs', async () => {
    const { status, body } = await plugin.get('/health', PRODUCT_ENGINEER);
    expect(status).toBe(403);
    expect(JSON.stringify(body)).not.toContain('hub-eu');
  });

  it('names a hub that is down, then nothing; the portal stays ready, and says so once', async () => {
    await healthIs(isInSync);
    await hub.faults.refuse();
    const health = await healthIs(
      ({ hubs: [first] }) => first?.state === 'unreachable',
    );
    expect(health).toMatchObject({
      status: 'out-of-sync',
      hubs: [{ hub: 'hub-eu', state: 'unreachable' }],
    });
    await expect(strictly()).resolves.toBe(503);
    const readiness = await plugin.get('/.backstage/health/v1/readiness');
    expect(readiness.status).toBe(200);
    const { body } = await plugin.get('/clusters');
    expect(body.items).toHaveLength(1);

    await hub.faults.clear();
    await healthIs(isInSync);
    const said = plugin
      .said(/^Hub hub-eu is/)
      .map(({ text }) => text.replace(/:.*/, ''));
    expect(said).toEqual([
      'Hub hub-eu is live',
      'Hub hub-eu is unreachable',
      'Hub hub-eu is live',
    ]);
  });
});
