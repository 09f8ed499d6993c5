import type { LoggerService } from '@backstage/backend-plugin-api';
import type { StageName } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClusterViews } from '../api/ClusterViews';
import type { ClusterView } from '../journey/types';
import { estimate } from './estimate';
import type {
  HistoryReader,
  HistoryStore,
  JourneyClass,
  JourneyDuration,
  JourneyEstimates,
} from './types';

const WINDOW_MS = 180 * 24 * 3_600_000;
const MAX_DURATIONS = 20_000;

const classKey = (
  duration: Pick<
    JourneyDuration,
    'journeyKind' | 'clusterKind' | 'size' | 'region'
  >,
) =>
  JSON.stringify([
    duration.journeyKind,
    duration.clusterKind,
    duration.size ?? '',
    duration.region ?? '',
  ]);

const recordKey = ({ hub, journey, stage }: JourneyDuration) =>
  JSON.stringify([hub, journey, stage ?? '']);

/**
 * Writes down how long finished journeys took, and says from that what is usual. Journeys compare with those of the same
 * journey kind, cluster kind, size and region.
 */
export class JourneyRecorder {
  readonly #store: HistoryStore;
  readonly #clusters: ClusterViews;
  readonly #logger: LoggerService;
  readonly #settled: (hub: string) => boolean;
  readonly #recorded = new Set<string>();
  #estimates = new Map<string, JourneyEstimates>();

  constructor(options: {
    store: HistoryStore;
    clusters: ClusterViews;
    logger: LoggerService;
    settled: (hub: string) => boolean;
  }) {
    this.#store = options.store;
    this.#clusters = options.clusters;
    this.#logger = options.logger;
    this.#settled = options.settled;
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
    const look = () => {
      if (waiting) {
        return;
      }
      waiting = true;
      setImmediate(async () => {
        waiting = false;
        await this.update();
      });
    };
    look();
    return this.#clusters.subscribe(look);
  }

  /** Records what has finished since the last time, and reads the estimates anew if there was any. */
  async update(): Promise<void> {
    const finished = this.#clusters
      .views()
      .filter(({ summary }) => this.#settled(summary.ref.hub))
      .flatMap(journeyDurations)
      .filter(duration => !this.#recorded.has(recordKey(duration)));
    if (finished.length === 0) {
      return;
    }
    try {
      await this.#store.recordDurations(finished);
      finished.forEach(duration => this.#recorded.add(recordKey(duration)));
      await this.refresh();
    } catch (error) {
      this.#logger.warn(
        'Durations of journeys could not be written',
        error as Error,
      );
    }
  }

  /** Reads the estimates anew from what all replicas have written. */
  async refresh(): Promise<void> {
    const durations = await this.#store.durations({
      finishedAfter: new Date(Date.now() - WINDOW_MS).toISOString(),
      limit: MAX_DURATIONS,
    });
    const groups = new Map<string, JourneyDuration[]>();
    for (const duration of durations) {
      const key = classKey(duration);
      groups.set(key, [...(groups.get(key) ?? []), duration]);
    }
    this.#estimates = new Map(
      [...groups].map(([key, group]) => [key, estimatesOf(group)]),
    );
  }
}

function estimatesOf(durations: JourneyDuration[]): JourneyEstimates {
  const secondsOf = (stage: StageName | undefined) =>
    durations
      .filter(duration => duration.stage === stage)
      .map(({ seconds }) => seconds);
  const stages: JourneyEstimates['stages'] = {};
  for (const stage of new Set(
    durations.flatMap(({ stage: name }) => name ?? []),
  )) {
    const usual = estimate(secondsOf(stage));
    if (usual) {
      stages[stage] = usual;
    }
  }
  const journey = estimate(secondsOf(undefined));
  return { stages, ...(journey && { journey }) };
}

/** The durations of a finished journey. One that was already there when it was first seen has none. */
function journeyDurations({
  summary,
  journey,
}: ClusterView): JourneyDuration[] {
  if (journey?.state !== 'done' || !journey.finishedAt) {
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
