import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { metricsServiceFactory } from '@backstage/backend-defaults/alpha';
import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { until } from '../__testUtils__/until';
import {
  createCluster,
  createClusterKind,
} from '../__testUtils__/createCluster';
import {
  startWholePlugin,
  type WholePlugin,
} from '../__testUtils__/startWholePlugin';
import {
  startSimulatedHub,
  type SimulatedHub,
} from '../hubs/__testUtils__/startSimulatedHub';
import { INSTRUMENTS, type Instrument } from './instruments';

jest.setTimeout(60_000);

const HOUR_MS = 3_600_000;

interface Point {
  attributes: Record<string, unknown>;
  value: unknown;
}

describe('the metrics of the plugin', () => {
  const exporter = new InMemoryMetricExporter(
    AggregationTemporality.CUMULATIVE,
  );
  const reader = new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: HOUR_MS,
  });
  const provider = new MeterProvider({ readers: [reader] });
  let hub: SimulatedHub;
  let plugin: WholePlugin;

  beforeAll(async () => {
    metrics.setGlobalMeterProvider(provider);
    hub = await startSimulatedHub();
    await hub.writeKubeconfig();
    createClusterKind(hub.store);
    createCluster(hub.store, 'payments-prod-1');
    plugin = await startWholePlugin(
      {
        backend: { baseUrl: 'http://localhost' },
        tenantClusters: {
          hubs: [
            {
              name: 'hub-eu',
              kubernetes: { kubeconfig: hub.kubeconfigPath },
            },
            { name: 'hub-us', kubernetes: { kubeconfig: '/nowhere' } },
          ],
        },
      },
      undefined,
      [metricsServiceFactory],
    );
    await until(async () =>
      (await values('tenant_clusters.hub.state')).includes('hub-eu live'),
    );
  });

  afterAll(async () => {
    await plugin.stop();
    await hub.close();
    await provider.shutdown();
    metrics.disable();
  });

  /** What is collected now, by name of the instrument. */
  async function collect() {
    exporter.reset();
    await reader.forceFlush();
    const scopes = exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics)
      .filter(({ scope }) => scope.name === 'backstage-plugin-tenant-clusters');
    return new Map(
      scopes
        .flatMap(scope => scope.metrics)
        .map(({ descriptor, dataPoints }) => [
          descriptor.name,
          { descriptor, points: dataPoints as Point[] },
        ]),
    );
  }

  async function points(name: string) {
    return (await collect()).get(name)?.points ?? [];
  }

  /** The attributes of each point that is not 0, as text. */
  async function values(name: string) {
    return (await points(name))
      .filter(({ value }) => value !== 0)
      .map(({ attributes }) => Object.values(attributes).join(' '))
      .sort();
  }

  const valueOf = async (name: string, attributes: Record<string, unknown>) =>
    (await points(name)).find(point =>
      Object.entries(attributes).every(
        ([key, value]) => point.attributes[key] === value,
      ),
    )?.value;

  const CLAIMS = {
    hub: 'hub-eu',
    group: 'platform.spokeport.dev',
    kind: 'TenantCluster',
  };

  it('tell in which state each hub is, and since when it is silent', async () => {
    await expect(values('tenant_clusters.hub.state')).resolves.toEqual([
      'hub-eu live',
      'hub-us misconfigured',
    ]);
    const silence = await valueOf('tenant_clusters.hub.staleness', {
      hub: 'hub-eu',
    });
    expect(silence).toBeGreaterThanOrEqual(0);
    expect(silence).toBeLessThan(60);
    // One that was never heard has no silence to measure.
    await expect(
      valueOf('tenant_clusters.hub.staleness', { hub: 'hub-us' }),
    ).resolves.toBeUndefined();
    await expect(
      valueOf('tenant_clusters.hub.kinds', { hub: 'hub-eu', state: 'live' }),
    ).resolves.toBeGreaterThan(2);
  });

  it('count objects, what they take, and the lists that brought them', async () => {
    await until(
      async () => (await valueOf('tenant_clusters.hub.objects', CLAIMS)) === 1,
    );
    const size = await valueOf('tenant_clusters.hub.objects.size', CLAIMS);
    expect(size).toBeGreaterThan(200);
    expect(size).toBeLessThan(5_000);
    await expect(
      valueOf('tenant_clusters.hub.lists', CLAIMS),
    ).resolves.toBeGreaterThanOrEqual(1);
    await expect(valueOf('tenant_clusters.hub.faults', CLAIMS)).resolves.toBe(
      0,
    );
  });

  it('count what watches tell, what of it means something, and how late it comes', async () => {
    const events = Number(await valueOf('tenant_clusters.hub.events', CLAIMS));
    const changes = Number(
      await valueOf('tenant_clusters.hub.changes', CLAIMS),
    );
    createCluster(hub.store, 'payments-prod-2');
    await until(
      async () =>
        Number(await valueOf('tenant_clusters.hub.events', CLAIMS)) > events,
    );
    await expect(valueOf('tenant_clusters.hub.changes', CLAIMS)).resolves.toBe(
      changes + 1,
    );
    const lag = (await valueOf('tenant_clusters.hub.lag', {
      hub: 'hub-eu',
    })) as { count: number; sum: number };
    expect(lag.count).toBeGreaterThanOrEqual(1);
    expect(lag.sum / lag.count).toBeLessThan(30);
  });

  it('tell how long each door takes, by its route and never by what was asked for', async () => {
    await plugin.get('/hubs');
    await plugin.get('/clusters/hub-eu/payments/payments-prod-1');
    await plugin.get('/clusters/hub-eu/payments/no-such-cluster');
    await plugin.get('/no/such/door');
    await expect(
      values('tenant_clusters.api.request.duration'),
    ).resolves.toEqual(
      expect.arrayContaining([
        '/hubs GET 200',
        '/clusters/:hub/:namespace/:name GET 200',
        '/clusters/:hub/:namespace/:name GET 404',
        'none GET 404',
      ]),
    );
  });

  it('have each instrument as it is described, and no attribute beside', async () => {
    const collected = await collect();
    for (const [name, { descriptor, points: found }] of collected) {
      const described: Instrument | undefined =
        INSTRUMENTS[name as keyof typeof INSTRUMENTS];
      expect(described).toBeDefined();
      expect(descriptor.unit).toBe(described?.unit);
      for (const { attributes } of found) {
        expect(described?.attributes).toEqual(
          expect.arrayContaining(Object.keys(attributes)),
        );
      }
    }
    // The others need a repository, a failing database, an open stream.
    expect([...collected.keys()]).toEqual(
      expect.arrayContaining(
        Object.keys(INSTRUMENTS).filter(
          name => !/repository|failures|streams/.test(name),
        ),
      ),
    );
  });

  it('are all in the documentation, with unit and attributes', () => {
    const text = readFileSync(
      resolve(__dirname, '../../../../docs/operating.md'),
      'utf8',
    );
    for (const [name, { unit, attributes }] of Object.entries(INSTRUMENTS)) {
      const line = text
        .split('\n')
        .find(candidate => candidate.startsWith(`| \`${name}\` `));
      expect(`${name}: ${line}`).toContain(`\`${unit}\``);
      for (const attribute of attributes) {
        expect(`${name}: ${line}`).toContain(`\`${attribute}\``);
      }
    }
  });
});
