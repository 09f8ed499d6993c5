import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ClusterViews } from '../api/ClusterViews';
import type { ClusterView } from '../journey/types';
import type {
  LeadTimeGroup,
  LeadTimeReader,
  LeadTimeRow,
} from './LeadTimeReader';
import type {
  HistoryReader,
  HistoryStore,
  JourneyClass,
  JourneyDuration,
  JourneyEstimates,
} from './types';

const DAY_MS = 24 * 3_600_000;
const WINDOW_MS = 180 * DAY_MS;
const RETRY_MS = 5_000;
/** Fewer finished journeys say nothing about the next one. */
const LEAST_JOURNEYS = 5;

/** What makes journeys comparable. */
const CLASS: LeadTimeGroup[] = ['journeyKind', 'clusterKind', 'size', 'region'];

const classKey = (values: LeadTimeRow['group']) =>
  JSON.stringify(CLASS.map(field => values[field] ?? ''));

const recordKey = ({ summary, journey }: JourneyOf) =>
  JSON.stringify([summary.ref.hub, journey?.key]);

/** One journey with the cluster that it is of. */
type JourneyOf = Pick<ClusterView, 'summary' | 'journey'>;

/** A view once for each of its journeys: those that it is not shown on any more ended as well. */
const eachJourney = ({ summary, journeys }: ClusterView): JourneyOf[] =>
  journeys.map(journey => ({ summary, journey }));

/**
 * Writes down how long finished journeys took, and says from that what is usual. Journeys compare with those of the same
 * journey kind, cluster kind, size and region.
 */
export class JourneyRecorder {
  readonly #store: Pick<HistoryStore, 'recordDurations'>;
  readonly #leadTimes: Pick<LeadTimeReader, 'leadTimes'>;
  readonly #clusters: ClusterViews;
  readonly #logger: LoggerService;
  readonly #settled: (hub: string) => boolean;
  readonly #onWriteFailure: () => void;
  /** Journeys that are written, by hub and key. */
  readonly #recorded = new Set<string>();
  /** Views that have nothing to write: a view that changes is another. */
  readonly #looked = new WeakSet<ClusterView>();
  #estimates = new Map<string, JourneyEstimates>();
  #failing = false;

  constructor(options: {
    store: Pick<HistoryStore, 'recordDurations'>;
    leadTimes: Pick<LeadTimeReader, 'leadTimes'>;
    clusters: ClusterViews;
    logger: LoggerService;
    settled: (hub: string) => boolean;
    /** Told of each write that the database did not take. */
    onWriteFailure?: () => void;
  }) {
    this.#store = options.store;
    this.#leadTimes = options.leadTimes;
    this.#clusters = options.clusters;
    this.#logger = options.logger;
    this.#settled = options.settled;
    this.#onWriteFailure = options.onWriteFailure ?? (() => {});
  }

  readonly estimates: HistoryReader['estimates'] = (of: JourneyClass) =>
    this.#estimates.get(
      classKey({
        journeyKind: of.journey,
        clusterKind: of.cluster.ref.kind,
        size: of.cluster.size,
        region: of.cluster.region,
      }),
    ) ?? { stages: {} };

  /** Looks for newly finished journeys, and again whenever the views change; returns the function that stops it. */
  start(): () => void {
    let waiting = false;
    let retry: NodeJS.Timeout | undefined;
    const look = () => {
      if (waiting) {
        return;
      }
      waiting = true;
      setImmediate(async () => {
        waiting = false;
        clearTimeout(retry);
        await this.update();
        if (this.#failing) {
          retry = setTimeout(look, RETRY_MS).unref();
        }
      });
    };
    look();
    const unsubscribe = this.#clusters.subscribe(look);
    return () => {
      clearTimeout(retry);
      unsubscribe();
    };
  }

  /** Records what has finished since the last time, and reads the estimates anew if there was any. */
  async update(): Promise<void> {
    const views = [
      ...this.#clusters.views(),
      ...this.#clusters.infrastructure(),
      ...this.#clusters.removed(),
    ].filter(view => !this.#looked.has(view));
    // Those of a hub that is still read are looked at again.
    const settled = views.filter(({ summary }) =>
      this.#settled(summary.ref.hub),
    );
    const finished = settled
      .flatMap(eachJourney)
      .filter(view => this.#isNews(view));
    const durations = finished.flatMap(journeyDurations);
    if (durations.length === 0) {
      settled.forEach(view => this.#looked.add(view));
      return;
    }
    try {
      await this.#store.recordDurations(durations);
      finished.forEach(view => this.#recorded.add(recordKey(view)));
      settled.forEach(view => this.#looked.add(view));
      await this.refresh();
      this.#failing = false;
    } catch (error) {
      this.#onWriteFailure();
      if (!this.#failing) {
        this.#logger.warn(
          'Durations of journeys could not be written; it is tried again',
          error as Error,
        );
      }
      this.#failing = true;
    }
  }

  /** Reads the estimates anew from what all replicas have written. */
  async refresh(): Promise<void> {
    const now = Date.now();
    const rows = await this.#leadTimes.leadTimes({
      since: new Date(now - WINDOW_MS).toISOString(),
      // Clocks of hubs may be ahead.
      until: new Date(now + DAY_MS).toISOString(),
      groupBy: CLASS,
    });
    const estimates = new Map<string, JourneyEstimates>();
    for (const { group, stage, ...usual } of rows) {
      const key = classKey(group);
      const known = estimates.get(key) ?? { stages: {} };
      estimates.set(key, known);
      if (usual.count < LEAST_JOURNEYS) {
        continue;
      }
      if (stage) {
        known.stages[stage] = usual;
      } else {
        known.journey = usual;
      }
    }
    this.#estimates = estimates;
  }

  #isNews(view: JourneyOf): boolean {
    return (
      view.journey?.state === 'done' && !this.#recorded.has(recordKey(view))
    );
  }
}

/** The durations of a finished journey. One that was already there when it was first seen has none. */
function journeyDurations({ summary, journey }: JourneyOf): JourneyDuration[] {
  if (!journey?.finishedAt) {
    return [];
  }
  const common = {
    hub: summary.ref.hub,
    journey: journey.key,
    journeyKind: journey.kind,
    clusterKind: summary.ref.kind,
    size: summary.size,
    region: summary.region,
    tenant: summary.tenant,
    environment: summary.environment,
    finishedAt: journey.finishedAt.at,
  };
  const total =
    (Date.parse(journey.finishedAt.at) -
      Date.parse(journey.startedAt?.at ?? '')) /
    1_000;
  if (!(total > 0)) {
    return [];
  }
  const stages = journey.stages.flatMap(({ name, state, durationSeconds }) =>
    state === 'done' && durationSeconds !== undefined && durationSeconds >= 0
      ? [{ ...common, stage: name, seconds: durationSeconds }]
      : [],
  );
  return [{ ...common, seconds: total }, ...stages];
}
