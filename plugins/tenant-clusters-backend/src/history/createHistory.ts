import type {
  DatabaseService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { ClusterViews } from '../api/ClusterViews';
import type { FleetReader } from '../fleet/types';
import { DatabaseHistoryStore } from './DatabaseHistoryStore';
import { DatabaseLeadTimes } from './DatabaseLeadTimes';
import { DatabaseTreeMemory } from './DatabaseTreeMemory';
import { HistoryClock } from './HistoryClock';
import { HubPositions } from './HubPositions';
import { HubSilences } from './HubSilences';
import { JourneyRecorder } from './JourneyRecorder';
import type { LeadTimeReader } from './LeadTimeReader';
import { openDatabase } from './openDatabase';
import type { TreeMemory } from './TreeMemory';
import type { HistoryReader, StateClock } from './types';

/** The clusters whose history is kept; `flush` computes at once those that are known and not computed yet. */
type FollowedClusters = ClusterViews & { flush?(): void };

/** The history of one backend: the clock that the journeys read, and once there are journeys, what the doors read. */
export interface History {
  clock: StateClock;
  /** What claims own, for as long as anybody may ask whether all of it went. */
  trees: TreeMemory;
  /** Follows the clusters; returns what the doors read. */
  follow(clusters: FollowedClusters): Promise<HistoryReader & LeadTimeReader>;
  /** How many observations are not written yet. */
  waiting(): number;
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
  /** Whether all that a hub told when it was read for the first time was judged. */
  judged: (hub: string) => boolean;
  /** Milliseconds for which transitions are kept. */
  retention: number;
  /** Told of each write that the database did not take. */
  onWriteFailure?: () => void;
}): Promise<History> {
  const { database, scheduler, logger, fleet, settled, retention } = options;
  const { onWriteFailure } = options;
  const client = await openDatabase(database);
  const store = DatabaseHistoryStore.fromClient(client);
  const leadTimes = new DatabaseLeadTimes({ client });
  const trees = await DatabaseTreeMemory.create({
    client,
    logger,
    onWriteFailure,
  });
  const stored = await store.latest();
  const positions = await HubPositions.create({
    client,
    fleet,
    logger,
    onWriteFailure,
  });
  const silences = new HubSilences({
    fleet,
    settled,
    judged: options.judged,
    heardBefore: hub => positions.heardBefore(hub),
  });
  const clock = new HistoryClock({
    store,
    logger,
    stored,
    firsts: await store.firsts(),
    settled,
    position: hub => positions.position(hub),
    onWriteFailure,
    silentSince: hub => silences.silentSince(hub),
  });
  const stopPositions = positions.start();
  const stops = [silences.start()];

  return {
    clock,
    trees,
    follow: async clusters => {
      const recorder = new JourneyRecorder({
        store,
        leadTimes,
        clusters,
        logger,
        settled,
        onWriteFailure,
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
            // Nor are those that were read a moment ago and are not computed yet.
            clusters.flush?.();
            await purge({ store, trees, clock, clusters, retention, logger });
          }
        },
      });
      return {
        transitions: query => store.transitions(query),
        estimates: recorder.estimates,
        leadTimes: query => leadTimes.leadTimes(query),
        leadTimeScopes: query => leadTimes.leadTimeScopes(query),
      };
    },
    waiting: () => clock.waiting,
    stop: async () => {
      stops.forEach(stop => stop());
      await Promise.all([clock.stop(), trees.stop(), stopPositions()]);
    },
  };
}

async function purge(options: {
  store: DatabaseHistoryStore;
  trees: DatabaseTreeMemory;
  clock: HistoryClock;
  clusters: ClusterViews;
  retention: number;
  logger: LoggerService;
}): Promise<void> {
  const { store, trees, clock, clusters, retention, logger } = options;
  const keep = [
    ...clusters.views(),
    ...clusters.infrastructure(),
    ...clusters.removed(),
  ].flatMap(({ summary, journey, detail }) =>
    [
      summary.uid,
      journey?.key,
      detail.journey?.key,
      ...detail.otherJourneys.map(({ key }) => key),
    ].flatMap(cluster => (cluster ? [{ hub: summary.ref.hub, cluster }] : [])),
  );
  const kept = new Set(keep.map(({ hub, cluster }) => `${hub} ${cluster}`));
  clock.forget(({ hub, cluster }) => !kept.has(`${hub} ${cluster}`));
  const before = new Date(Date.now() - retention).toISOString();
  const rows =
    (await store.purge({ before, keep })) +
    (await trees.purge({ before, keep }));
  if (rows > 0) {
    logger.info(`The history forgot ${rows} rows that were too old`);
  }
}
