import { InputError } from '@backstage/errors';
import type { StageName } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { Knex } from 'knex';
import type {
  LeadTimeGroup,
  LeadTimeQuery,
  LeadTimeReader,
  LeadTimeRow,
  LeadTimeScope,
} from './LeadTimeReader';
import type { DurationRow } from './historyRows';
import { storableKey } from './storable';

const COLUMNS: Record<LeadTimeGroup, keyof DurationRow> = {
  journeyKind: 'journey_kind',
  clusterKind: 'cluster_kind',
  size: 'size',
  region: 'region',
  hub: 'hub',
  tenant: 'tenant',
  environment: 'environment',
  week: 'finished_week',
};

/**
 * Which of the n sorted rows of a group a percentile lies between, from 0, in whole numbers: both engines divide integers
 * to whole numbers, but only PostgreSQL has percentile_cont.
 */
const RANKS = [
  '(n - 1) / 2',
  'n / 2',
  '(n - 1) * 9 / 10',
  '((n - 1) * 9 + 9) / 10',
];

type RankedRow = Record<string, string> & {
  stage: string;
  seconds: number;
  // PostgreSQL gives bigints as texts.
  place: number | string;
  n: number | string;
};

/** Lead times from the table `journey_durations`. The database finds the percentiles: no duration leaves it for nothing. */
export class DatabaseLeadTimes implements LeadTimeReader {
  readonly #client: Knex;

  constructor(options: { client: Knex }) {
    this.#client = options.client;
  }

  async leadTimes(query: LeadTimeQuery): Promise<LeadTimeRow[]> {
    const { visible, groupBy } = query;
    if (visible?.length === 0) {
      return [];
    }
    const columns = groupBy.map(group => COLUMNS[group]);
    const rows: RankedRow[] = await rankedDurations(this.#client, query);
    const groups = new Map<string, RankedRow[]>();
    for (const row of rows) {
      const key = JSON.stringify([...columns, 'stage'].map(name => row[name]));
      groups.set(key, [...(groups.get(key) ?? []), row]);
    }
    return [...groups]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([, group]) => toLeadTimeRow(groupBy, group));
  }

  async leadTimeScopes(
    query: Pick<LeadTimeQuery, 'since' | 'until'>,
  ): Promise<LeadTimeScope[]> {
    return finishedBetween(this.#client, query)
      .distinct('hub', 'tenant', 'environment')
      .orderBy(['hub', 'tenant', 'environment']);
  }
}

/** The statement behind {@link DatabaseLeadTimes.leadTimes}; apart, so that a test can ask for its plan. */
export function rankedDurations(
  client: Knex,
  query: LeadTimeQuery,
): Knex.QueryBuilder {
  const columns = query.groupBy.map(group => COLUMNS[group]);
  const parts = [...columns, 'stage'];
  const durations = finishedBetween(client, query)
    .modify(builder => {
      if (query.journeyKinds) {
        builder.whereIn('journey_kind', query.journeyKinds);
      }
      if (query.clusterKinds) {
        builder.whereIn('cluster_kind', query.clusterKinds.map(storableKey));
      }
      if (query.sizes) {
        builder.whereIn('size', query.sizes.map(storableKey));
      }
      if (query.regions) {
        builder.whereIn('region', query.regions.map(storableKey));
      }
      if (query.visible) {
        onlyVisible(builder, query.visible);
      }
    })
    .select([...parts, 'seconds'])
    .rowNumber('place', over =>
      over.partitionBy(parts).orderBy('seconds').orderBy('journey'),
    )
    .select(
      client.raw(`count(*) over (partition by ${parts.join(', ')}) as n`),
    );
  return client
    .from(durations.as('ranked'))
    .select([...parts, 'seconds', 'place', 'n'])
    .whereRaw(`place - 1 in (${RANKS.join(', ')})`);
}

function finishedBetween(
  client: Knex,
  { since, until }: Pick<LeadTimeQuery, 'since' | 'until'>,
): Knex.QueryBuilder {
  return client<DurationRow>('journey_durations')
    .where('finished_at', '>=', storedTime(since))
    .where('finished_at', '<', storedTime(until));
}

/** Times are stored as texts, whose order is that of the times only while all have one form. */
function storedTime(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) {
    throw new InputError(`'${text}' is no time`);
  }
  return time.toISOString();
}

/** Few conditions for many tenants: a statement of thousands of alternatives would be refused. */
function onlyVisible(builder: Knex.QueryBuilder, scopes: LeadTimeScope[]) {
  const places = new Map<string, LeadTimeScope[]>();
  for (const scope of scopes) {
    const place = JSON.stringify([scope.hub, scope.environment]);
    places.set(place, [...(places.get(place) ?? []), scope]);
  }
  builder.where(seen => {
    for (const inPlace of places.values()) {
      const [{ hub, environment }] = inPlace;
      seen.orWhere(one =>
        one.where({ hub, environment }).whereIn(
          'tenant',
          inPlace.map(({ tenant }) => tenant),
        ),
      );
    }
  });
}

function toLeadTimeRow(
  groupBy: LeadTimeGroup[],
  rows: RankedRow[],
): LeadTimeRow {
  const [first] = rows;
  const count = Number(first.n);
  const secondsAt = new Map(
    rows.map(({ place, seconds }) => [Number(place) - 1, seconds]),
  );
  const percentile = (tenths: number) => {
    const position = (count - 1) * tenths;
    const low = secondsAt.get(Math.floor(position / 10)) ?? 0;
    const high = secondsAt.get(Math.ceil(position / 10)) ?? low;
    return low + ((high - low) * (position % 10)) / 10;
  };
  return {
    group: Object.fromEntries(
      groupBy.map(group => [group, first[COLUMNS[group]]]),
    ),
    ...(first.stage && { stage: first.stage as StageName }),
    medianSeconds: percentile(5),
    p90Seconds: percentile(9),
    count,
  };
}
