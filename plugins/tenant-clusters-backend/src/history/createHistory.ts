import type {
  DatabaseService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { ClusterViews } from '../api/ClusterViews';
import type { FleetReader } from '../fleet/types';
import { DatabaseHistoryStore } from './DatabaseHistoryStore';
import { HistoryClock } from './HistoryClock';
import { HubPositions } from './HubPositions';
import { JourneyRecorder } from './JourneyRecorder';
import type { HistoryReader, StateClock } from './types';

/** The history of one backend: the clock that the journeys read, and once there are journeys, what the doors read. */
export interface History {
  clock: StateClock;
  /** Follows the clusters; returns what the doors read. */
  follow(clusters: ClusterViews): Promise<HistoryReader>;
  stop(): Promise<void>;
}

/** Opens the history in the plugin's database. */
export async function createHistory(options: {
  database: DatabaseService;
  scheduler: SchedulerService;
  logger: LoggerService;
  fleet: FleetReader;
  /** Whether a hub, and its requests, have been read whole since the start. */
  settled: (hub: string) => boolean;
  /** Milliseconds for which transitions are kept. */
  retention: number;
}): Promise<History> {
  const { database, scheduler, logger, fleet, settled, retention } = options;
  const store = await DatabaseHistoryStore.create({ database });
  const stored = await store.latest();
  const positions = new HubPositions({ fleet, stored });
  const clock = new HistoryClock({
    store,
    logger,
    stored,
    firsts: await store.firsts(),
    settled,
    position: hub => positions.position(hub),
  });
  const stops = [positions.start()];

  return {
    clock,
    follow: async clusters => {
      const recorder = new JourneyRecorder({
        store,
        clusters,
        logger,
        settled,
      });
      await recorder.refresh();
      stops.push(recorder.start());
      await scheduler.scheduleTask({
        id: 'tenant-clusters-history-retention',
        frequency: { hours: 24 },
        timeout: { minutes: 10 },
        scope: 'global',
        fn: async () => {
          // Clusters of a hub that has not been read yet are not gone.
          if (fleet.hubs().every(hub => settled(hub.name))) {
            await purge({ store, clock, clusters, retention, logger });
          }
        },
      });
      return {
        transitions: query => store.transitions(query),
        estimates: recorder.estimates,
      };
    },
    stop: async () => {
      stops.forEach(stop => stop());
      await clock.stop();
    },
  };
}

async function purge(options: {
  store: DatabaseHistoryStore;
  clock: HistoryClock;
  clusters: ClusterViews;
  retention: number;
  logger: LoggerService;
}): Promise<void> {
  const { store, clock, clusters, retention, logger } = options;
  const keep = clusters
    .views()
    .flatMap(({ summary, journey, detail }) =>
      [
        summary.uid,
        journey?.key,
        detail.journey?.key,
        ...detail.otherJourneys.map(({ key }) => key),
      ].flatMap(cluster =>
        cluster ? [{ hub: summary.ref.hub, cluster }] : [],
      ),
    );
  const kept = new Set(keep.map(({ hub, cluster }) => `${hub} ${cluster}`));
  clock.forget(({ hub, cluster }) => !kept.has(`${hub} ${cluster}`));
  const rows = await store.purge({
    before: new Date(Date.now() - retention).toISOString(),
    keep,
  });
  if (rows > 0) {
    logger.info(`The history forgot ${rows} rows that were too old`);
  }
}
