import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { RequestHandler } from 'express';
import type { HubStates } from '../fleet/HubStates';
import type { FleetReader } from '../fleet/types';
import type { RequestReader } from '../requests/types';
import { measureDoors } from './measureDoors';
import { Meter } from './Meter';
import { observeHubs } from './observeHubs';
import { observeRepositories } from './observeRepositories';

/** What the parts that are measured need of it. */
export interface Observability {
  /** Goes before the doors. */
  doors: RequestHandler;
  /** To be told of each write of the history that failed. */
  historyFailed: () => void;
  /** Measures what the history has still to write. */
  observeHistory(history: { waiting(): number }): void;
  stop(): void;
}

/** Measures the plugin by Backstage's metrics service. Where a portal sets up no OpenTelemetry, it measures nothing. */
export function createObservability(options: {
  metrics: MetricsService;
  fleet: FleetReader;
  /** Hubs as readers are told of them. */
  hubs: HubStates;
  requests: RequestReader;
}): Observability {
  const { metrics, fleet, hubs, requests } = options;
  const meter = new Meter(metrics);
  observeHubs({ meter, fleet, hubs });
  observeRepositories({ meter, requests });
  const failures = meter.counter('tenant_clusters.history.write.failures');
  return {
    doors: measureDoors(meter),
    historyFailed: () => failures.add(1),
    observeHistory: history =>
      meter.observe('tenant_clusters.history.queue', observe =>
        observe(history.waiting()),
      ),
    stop: () => meter.stop(),
  };
}
