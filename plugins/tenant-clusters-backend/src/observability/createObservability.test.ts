import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import {
  AggregationTemporality,
  type DataPoint,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import express from 'express';
import request from 'supertest';
import { DefaultFleet, type HubState } from '../fleet';
import type { RepositoryState, RequestReader } from '../requests/types';
import { createObservability } from './createObservability';

const HOUR_MS = 3_600_000;

/** A number, or a histogram. */
type PointValue = number | { count: number };

/** The part that is measured, by a real SDK. */
function setUp(repositories: RepositoryState[] = []) {
  const exporter = new InMemoryMetricExporter(
    AggregationTemporality.CUMULATIVE,
  );
  const reader = new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: HOUR_MS,
  });
  const provider = new MeterProvider({ readers: [reader] });
  const fleet = new DefaultFleet();
  const observability = createObservability({
    metrics: provider.getMeter('test') as MetricsService,
    fleet,
    hubs: fleet,
    requests: { repositories: () => repositories } as RequestReader,
  });
  return {
    fleet,
    observability,
    /** `value attributes` of each point of an instrument; of a histogram, how often something was recorded. */
    points: async (name: string) => {
      exporter.reset();
      await reader.forceFlush();
      return exporter
        .getMetrics()
        .flatMap(({ scopeMetrics }) => scopeMetrics)
        .flatMap(({ metrics }) => metrics)
        .filter(({ descriptor }) => descriptor.name === name)
        .flatMap(({ dataPoints }) => dataPoints as DataPoint<PointValue>[])
        .map(({ value, attributes }) =>
          [
            typeof value === 'number' ? value : value.count,
            ...Object.values(attributes),
          ].join(' '),
        );
    },
    stop: async () => {
      observability.stop();
      await provider.shutdown();
    },
  };
}

const hub = (kinds: HubState['kinds'], epoch = 1): HubState => ({
  name: 'hub-eu',
  title: 'Hub Europe',
  state: 'live',
  epoch,
  kinds,
});

const kind = (
  name: string,
  objects: number,
  counts: { events: number; lists: number },
) => ({
  group: 'example.org',
  kind: name,
  state: 'live' as const,
  objects,
  counts: { ...counts, faults: 0 },
});

describe('createObservability', () => {
  it('tells what GitHub still allows, and no credentials of an address', async () => {
    const { points, stop } = setUp([
      {
        hub: 'hub-eu',
        url: 'https://bot:secret@github.com/acme/platform.git',
        branch: 'main',
        state: 'live',
        heardAt: new Date(Date.now() - 30_000).toISOString(),
        rateLimit: {
          limit: 5_000,
          remaining: 4_321,
          resetAt: '2026-11-20T11:00:00Z',
        },
      },
      { hub: 'hub-us', url: 'nonsense', branch: 'main', state: 'connecting' },
    ]);
    await expect(
      points('tenant_clusters.repository.rate_limit.remaining'),
    ).resolves.toEqual(['4321 hub-eu github.com/acme/platform']);
    const [staleness, ...more] = await points(
      'tenant_clusters.repository.staleness',
    );
    expect(staleness).toMatch(/^3\d\.?\d* hub-eu github.com\/acme\/platform$/);
    expect(more).toEqual([]);
    await stop();
  });

  it('counts failed writes of the history, and what waits', async () => {
    const { observability, points, stop } = setUp();
    observability.observeHistory({ waiting: () => 42 });
    observability.historyFailed();
    observability.historyFailed();
    await expect(
      points('tenant_clusters.history.write.failures'),
    ).resolves.toEqual(['2']);
    await expect(points('tenant_clusters.history.queue')).resolves.toEqual([
      '42',
    ]);
    await stop();
  });

  it('goes on counting when a watch begins anew, and forgets the objects of a kind that went', async () => {
    const { fleet, points, stop } = setUp();
    fleet.setHub(
      hub([
        kind('Thing', 5, { events: 10, lists: 1 }),
        kind('Other', 7, { events: 0, lists: 1 }),
      ]),
    );
    await expect(points('tenant_clusters.hub.objects')).resolves.toEqual([
      '5 hub-eu example.org Thing',
      '7 hub-eu example.org Other',
    ]);
    await points('tenant_clusters.hub.events');
    fleet.setHub(hub([kind('Thing', 6, { events: 3, lists: 1 })], 2));
    await expect(points('tenant_clusters.hub.objects')).resolves.toEqual([
      '6 hub-eu example.org Thing',
      '0 hub-eu example.org Other',
    ]);
    await expect(points('tenant_clusters.hub.events')).resolves.toEqual(
      expect.arrayContaining(['13 hub-eu example.org Thing']),
    );
    await expect(points('tenant_clusters.hub.restores')).resolves.toEqual([
      '1 hub-eu',
    ]);
    await stop();
  });

  it('counts a stream for as long as it is open, and does not take its length for slowness', async () => {
    const { observability, points, stop } = setUp();
    const app = express();
    app.use(observability.doors);
    const open = jest.fn();
    app.get('/stream', (_, response) => {
      response.flushHeaders();
      void points('tenant_clusters.api.streams').then(found => {
        open(...found);
        response.end();
      });
    });
    await request(app).get('/stream');
    expect(open).toHaveBeenCalledWith('1');
    await expect(points('tenant_clusters.api.streams')).resolves.toEqual(['0']);
    await expect(
      points('tenant_clusters.api.request.duration'),
    ).resolves.toEqual([]);
    await stop();
  });

  it('takes no word of a caller for a name', async () => {
    const { observability, points, stop } = setUp();
    const app = express();
    app.use(observability.doors);
    await request(app).get('/made/up');
    await request(app).propfind('/made/up/too');
    await expect(
      points('tenant_clusters.api.request.duration'),
    ).resolves.toEqual(['1 none GET 404', '1 none _OTHER 404']);
    await stop();
  });
});
