import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { TransitionList } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from '../api/list/Cursor';
import {
  fromLatestRow,
  isTransition,
  keyOf,
  toDurationRow,
  toLatestRow,
  toFirstObservation,
  toTransitionRow,
  type DurationRow,
  type LatestRow,
} from './historyRows';
import { openDatabase } from './openDatabase';
import { REMEMBERED_TYPES } from './rememberedTypes';
import { storableKey } from './storable';
import { transitionAnswer, type TransitionRow } from './transitionAnswer';
import type {
  FirstObservation,
  HistoryReader,
  HistoryStore,
  JourneyDuration,
  Observation,
} from './types';

/** SQLite takes at most 500 rows in one insert (SQLITE_MAX_COMPOUND_SELECT). */
const BATCH = 500;
const CURSOR_ORDER = 'history';

/** The history in the plugin's database. */
export class DatabaseHistoryStore implements HistoryStore {
  readonly #client: Knex;

  private constructor(client: Knex) {
    this.#client = client;
  }

  static async create(options: {
    database: DatabaseService;
  }): Promise<DatabaseHistoryStore> {
    return DatabaseHistoryStore.fromClient(
      await openDatabase(options.database),
    );
  }

  /** @param client - of a database that has the tables */
  static fromClient(client: Knex): DatabaseHistoryStore {
    return new DatabaseHistoryStore(client);
  }

  async latest(): Promise<Observation[]> {
    const rows = await this.#client<LatestRow>('cluster_state_latest').select();
    return rows.map(fromLatestRow);
  }

  async firsts(): Promise<FirstObservation[]> {
    const rows: TransitionRow[] = await this.#client<TransitionRow>(
      'transitions as later',
    )
      .whereIn('later.type', [...REMEMBERED_TYPES])
      .whereNotExists(
        this.#client('transitions as earlier')
          .select(this.#client.raw('1'))
          .whereRaw('earlier.hub = later.hub')
          .whereRaw('earlier.cluster = later.cluster')
          .whereRaw('earlier.type = later.type')
          .whereRaw('earlier.subject = later.subject')
          .whereRaw('earlier.to_value = later.to_value')
          .whereRaw(
            '(earlier.at < later.at or (earlier.at = later.at and earlier.id < later.id))',
          ),
      )
      .select('later.*');
    return rows.map(toFirstObservation);
  }

  async record(observations: Observation[]): Promise<Observation[]> {
    const news: Observation[] = [];
    for (const batch of distinctBatches(observations)) {
      news.push(...(await this.#recordBatch(batch)));
    }
    return news;
  }

  /**
   * The compare-and-set: one upsert, whose guard compares the stored row within the database. A row comes back exactly when
   * its value was replaced (or it is new), so that of two replicas that saw the same only one gets it and writes the
   * transition; what was observed at an earlier state of the hub comes too late and changes nothing.
   */
  async #recordBatch(batch: Observation[]): Promise<Observation[]> {
    const rows = batch.map(toLatestRow);
    return this.#client.transaction(async transaction => {
      const written = await transaction<LatestRow>('cluster_state_latest')
        .insert(rows)
        .onConflict(['hub', 'cluster', 'type', 'subject'])
        .merge({
          value: transaction.raw('excluded.value') as unknown as string,
          previous_value: transaction.raw(
            'cluster_state_latest.value',
          ) as unknown as string,
          since: transaction.raw('excluded.since') as unknown as string,
          since_source: transaction.raw(
            'excluded.since_source',
          ) as unknown as string,
          precision_seconds: transaction.raw(
            'excluded.precision_seconds',
          ) as unknown as number,
          epoch: transaction.raw('excluded.epoch') as unknown as number,
          version: transaction.raw('excluded.version') as unknown as string,
        })
        .whereRaw('cluster_state_latest.value <> excluded.value')
        .whereRaw(
          '(excluded.epoch > cluster_state_latest.epoch or (excluded.epoch = cluster_state_latest.epoch and excluded.version >= cluster_state_latest.version))',
        )
        .returning<LatestRow[]>([
          'hub',
          'cluster',
          'type',
          'subject',
          'value',
          'previous_value',
          'since',
          'since_source',
          'precision_seconds',
        ]);
      const transitions = written.filter(isTransition).map(toTransitionRow);
      if (transitions.length > 0) {
        await transaction('transitions').insert(transitions);
      }
      const changed = new Set(written.map(keyOf));
      return batch.filter((_, index) => changed.has(keyOf(rows[index])));
    });
  }

  async transitions(
    options: Parameters<HistoryReader['transitions']>[0],
  ): Promise<TransitionList> {
    const { limit } = options;
    const rows: TransitionRow[] = await selectTransitions(
      this.#client,
      options,
    );
    const page = rows.slice(0, limit);
    const last = page[page.length - 1];
    return {
      items: page.map(row => transitionAnswer(row, options.nameOf)),
      ...(rows.length > limit && {
        nextCursor: encodeCursor(CURSOR_ORDER, [last.at, last.id]),
      }),
    };
  }

  async recordDurations(durations: JourneyDuration[]): Promise<void> {
    for (let start = 0; start < durations.length; start += BATCH) {
      await this.#client<DurationRow>('journey_durations')
        .insert(durations.slice(start, start + BATCH).map(toDurationRow))
        .onConflict(['hub', 'journey', 'stage'])
        .ignore();
    }
  }

  async purge(options: {
    before: string;
    keep: { hub: string; cluster: string }[];
  }): Promise<number> {
    const { before, keep } = options;
    const kept = new Set(
      keep.map(({ hub, cluster }) => `${hub} ${storableKey(cluster)}`),
    );
    const old = await this.#client<TransitionRow>('transitions')
      .where('at', '<', before)
      .delete();
    const oldDurations = await this.#client<DurationRow>('journey_durations')
      .where('finished_at', '<', before)
      .delete();
    const subjects = await this.#client<LatestRow>('cluster_state_latest')
      .groupBy('hub', 'cluster')
      .havingRaw('max(since) < ?', [before])
      .select('hub', 'cluster');
    let forgotten = 0;
    for (const { hub, cluster } of subjects) {
      if (!kept.has(`${hub} ${cluster}`)) {
        forgotten += await this.#client<LatestRow>('cluster_state_latest')
          .where({ hub, cluster })
          .delete();
      }
    }
    return old + oldDurations + forgotten;
  }
}

/** The statement behind {@link DatabaseHistoryStore.transitions}; apart, so that a test can ask for its plan. */
export function selectTransitions(
  client: Knex,
  options: Parameters<HistoryReader['transitions']>[0],
): Knex.QueryBuilder {
  const { hub, clusters, limit, cursor } = options;
  const query = client<TransitionRow>('transitions')
    .where({ hub })
    .whereIn('cluster', clusters.map(storableKey))
    // A first sight is no change to be told, except that of a cluster itself.
    .where(told => told.whereNotNull('from_value').orWhere('type', 'state'))
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit + 1);
  if (cursor !== undefined) {
    const [at, id] = decodeCursor(CURSOR_ORDER, cursor).map(String);
    query.where(rest =>
      rest
        .where('at', '<', at)
        .orWhere(tie => tie.where('at', at).where('id', '<', id ?? '')),
    );
  }
  return query;
}

/** Cuts observations into batches in which no subject is named twice; a statement could not write such a row. */
function distinctBatches(observations: Observation[]): Observation[][] {
  const batches: Observation[][] = [];
  let keys = new Set<string>();
  for (const observation of observations) {
    const key = keyOf(toLatestRow(observation));
    const batch = batches[batches.length - 1];
    if (!batch || batch.length >= BATCH || keys.has(key)) {
      batches.push([observation]);
      keys = new Set([key]);
    } else {
      batch.push(observation);
      keys.add(key);
    }
  }
  return batches;
}
