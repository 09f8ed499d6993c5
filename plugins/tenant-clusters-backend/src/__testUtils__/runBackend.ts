import type { AddressInfo } from 'node:net';
import {
  coreServices,
  createServiceFactory,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import { createBackend } from '@backstage/backend-defaults';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { ConfigReader } from '@backstage/config';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { createPlugin } from '../createPlugin';
import { FAST_TIMINGS } from '../hubs/__testUtils__/fastTimings';

/**
 * A program: the plugin in a real backend, by the configuration in the environment variable BACKEND_CONFIG, until it is killed.
 * Started by {@link startBackendProcess}. Whatever it is told, it answers where it listens and
 * how much of its history is not written yet.
 */
const config = new ConfigReader(JSON.parse(process.env.BACKEND_CONFIG ?? '{}'));

const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({
  exporter,
  exportIntervalMillis: 3_600_000,
});
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));

let port: number | undefined;

process.on('message', async () => {
  exporter.reset();
  await reader.forceFlush();
  const queue = exporter
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics)
    .flatMap(scope => scope.metrics)
    .find(
      ({ descriptor }) => descriptor.name === 'tenant_clusters.history.queue',
    );
  process.send?.({ port, waiting: queue?.dataPoints[0]?.value });
});

const backend = createBackend();
backend.add(
  rootHttpRouterServiceFactory({
    configure: ({ server, applyDefaults }) => {
      applyDefaults();
      server.once('listening', () => {
        port = (server.address() as AddressInfo).port;
      });
    },
  }),
);
backend.add(
  createPlugin({
    hubs: { ...FAST_TIMINGS, headers: 5_000, silence: 5_000 },
    requests: 1_000,
  }),
);
backend.add(
  createServiceFactory({
    service: coreServices.rootConfig,
    deps: {},
    factory: (): RootConfigService => config,
  }),
);
backend.add(
  createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    // Only owners of tenants are asked for, and none is known.
    factory: () =>
      ({
        getEntities: async () => ({ items: [] }),
        queryEntities: async () => ({ items: [], totalItems: 0, pageInfo: {} }),
      } as unknown as typeof catalogServiceRef.T),
  }),
);
backend.start().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
