import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createTestDatabases } from './__testUtils__/testDatabases';
import { DatabaseHistoryStore } from './DatabaseHistoryStore';
import { DatabaseLeadTimes, rankedDurations } from './DatabaseLeadTimes';
import type { LeadTimeQuery } from './LeadTimeReader';
import type { JourneyDuration } from './types';

jest.setTimeout(60_000);

const { databases, engines } = createTestDatabases();

const YEAR = { since: '2026-01-01T00:00:00Z', until: '2027-01-01T00:00:00Z' };

let made = 0;
const took = (
  seconds: number,
  options: Partial<JourneyDuration> = {},
): JourneyDuration => {
  made += 1;
  return {
    hub: 'hub-eu',
    journey: `acme/platform#${made}`,
    journeyKind: 'create',
    clusterKind: 'TenantCluster.platform.spokeport.dev',
    size: 'small',
    region: 'eu-west-1',
    tenant: 'payments',
    environment: 'dev',
    seconds,
    finishedAt: '2026-11-18T10:00:00.000Z',
    ...options,
  };
};

describe.each(engines)('lead times on %s', id => {
  let client: Knex;
  let store: DatabaseHistoryStore;
  let leadTimes: DatabaseLeadTimes;

  beforeEach(async () => {
    client = await databases.init(id);
    store = await DatabaseHistoryStore.create({
      database: mockServices.database.mock({ getClient: async () => client }),
    });
    leadTimes = new DatabaseLeadTimes({ client });
  });

  const ask = async (query: Partial<LeadTimeQuery> = {}) =>
    (await leadTimes.leadTimes({ ...YEAR, groupBy: [], ...query })).map(
      ({ group, stage, medianSeconds, p90Seconds, count }) =>
        `${[...Object.values(group), stage ?? 'all'].join(
          ' ',
        )}: ${medianSeconds} ${p90Seconds} ${count}`,
    );

  it.each([
    { seconds: [7], says: '7 7 1', reason: 'one journey is all there is' },
    { seconds: [2, 1], says: '1.5 1.9 2', reason: 'between two neighbours' },
    { seconds: [3, 1, 2], says: '2 2.8 3', reason: 'the one in the middle' },
    {
      seconds: [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110],
      says: '60 100 11',
      reason: 'both on a row',
    },
    { seconds: [5, 5, 5, 5], says: '5 5 4', reason: 'ties are kept apart' },
  ])(
    'median, 90th percentile and count: $reason',
    async ({ seconds, says }) => {
      await store.recordDurations(seconds.map(value => took(value)));
      await expect(ask()).resolves.toEqual([`all: ${says}`]);
    },
  );

  it('has durations of each stage, beside the whole', async () => {
    const journey = took(100);
    await store.recordDurations([
      journey,
      { ...journey, stage: 'reviewed', seconds: 60 },
      { ...journey, stage: 'provisioned', seconds: 40 },
    ]);
    await expect(ask()).resolves.toEqual([
      'all: 100 100 1',
      'provisioned: 40 40 1',
      'reviewed: 60 60 1',
    ]);
  });

  it.each([
    { groupBy: ['journeyKind'] as const, says: ['change', 'create'] },
    {
      groupBy: ['clusterKind'] as const,
      says: [
        'ObjectStore.platform.spokeport.dev',
        'TenantCluster.platform.spokeport.dev',
      ],
    },
    { groupBy: ['size'] as const, says: ['', 'large', 'small'] },
    { groupBy: ['region'] as const, says: ['eu-west-1', 'us-east-1'] },
    { groupBy: ['hub'] as const, says: ['hub-eu', 'hub-us'] },
    { groupBy: ['tenant'] as const, says: ['orders', 'payments'] },
    { groupBy: ['environment'] as const, says: ['dev', 'prod'] },
    { groupBy: ['week'] as const, says: ['2026-11-09', '2026-11-16'] },
    {
      groupBy: ['hub', 'tenant'] as const,
      says: ['hub-eu orders', 'hub-eu payments', 'hub-us payments'],
    },
  ])('groups by $groupBy', async ({ groupBy, says }) => {
    await store.recordDurations([
      took(1),
      took(2, { journeyKind: 'change' }),
      took(3, {
        clusterKind: 'ObjectStore.platform.spokeport.dev',
        size: undefined,
      }),
      took(4, { size: 'large', environment: 'prod' }),
      took(5, { region: 'us-east-1', hub: 'hub-us' }),
      // The last second of a Sunday.
      took(6, { tenant: 'orders', finishedAt: '2026-11-15T23:59:59.000Z' }),
    ]);
    const rows = await leadTimes.leadTimes({ ...YEAR, groupBy: [...groupBy] });
    expect(rows.map(({ group }) => Object.values(group).join(' '))).toEqual(
      says,
    );
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(6);
  });

  it('takes only the time that is asked for, its end left out', async () => {
    await store.recordDurations([
      took(1, { finishedAt: '2026-11-17T23:59:59.999Z' }),
      took(2, { finishedAt: '2026-11-18T00:00:00.000Z' }),
      took(3, { finishedAt: '2026-11-18T23:59:59.000Z' }),
      took(4, { finishedAt: '2026-11-19T00:00:00.000Z' }),
    ]);
    await expect(
      ask({ since: '2026-11-18', until: '2026-11-19T01:00:00+01:00' }),
    ).resolves.toEqual(['all: 2.5 2.9 2']);
    await expect(ask({ since: 'yesterday' })).rejects.toThrow(
      "'yesterday' is no time",
    );
  });

  it('takes only the kinds that are asked for', async () => {
    await store.recordDurations([
      took(1),
      took(2, { journeyKind: 'remove' }),
      took(3, { clusterKind: 'ObjectStore.platform.spokeport.dev' }),
      took(4, { size: 'large' }),
      took(5, { region: 'us-east-1' }),
    ]);
    await expect(
      ask({
        journeyKinds: ['create'],
        clusterKinds: ['TenantCluster.platform.spokeport.dev'],
        sizes: ['small'],
        regions: ['eu-west-1', 'eu-west-2'],
      }),
    ).resolves.toEqual(['all: 1 1 1']);
  });

  it('counts only what may be seen', async () => {
    await store.recordDurations([
      took(1),
      took(2, { tenant: 'orders' }),
      took(3, { hub: 'hub-us' }),
      took(4, { environment: 'prod' }),
      took(5, { tenant: undefined, environment: undefined }),
    ]);
    const scopes = await leadTimes.leadTimeScopes(YEAR);
    expect(scopes).toEqual([
      { hub: 'hub-eu', tenant: '', environment: '' },
      { hub: 'hub-eu', tenant: 'orders', environment: 'dev' },
      { hub: 'hub-eu', tenant: 'payments', environment: 'dev' },
      { hub: 'hub-eu', tenant: 'payments', environment: 'prod' },
      { hub: 'hub-us', tenant: 'payments', environment: 'dev' },
    ]);
    const bySeconds = async (visible: LeadTimeQuery['visible']) =>
      (
        await leadTimes.leadTimes({
          ...YEAR,
          visible,
          groupBy: ['hub', 'tenant', 'environment'],
        })
      )
        .map(({ medianSeconds }) => medianSeconds)
        .sort();
    await expect(bySeconds(undefined)).resolves.toEqual([1, 2, 3, 4, 5]);
    await expect(bySeconds(scopes)).resolves.toEqual([1, 2, 3, 4, 5]);
    await expect(bySeconds([])).resolves.toEqual([]);
    await expect(
      bySeconds([
        { hub: 'hub-eu', tenant: 'payments', environment: 'dev' },
        { hub: 'hub-us', tenant: 'payments', environment: 'dev' },
      ]),
    ).resolves.toEqual([1, 3]);
    await expect(
      bySeconds(scopes.filter(({ hub }) => hub === 'hub-eu')),
    ).resolves.toEqual([1, 2, 4, 5]);
  });

  it('takes as many tenants as a fleet has', async () => {
    await store.recordDurations([took(1), took(2, { tenant: 'tenant-3999' })]);
    const visible = Array.from({ length: 4_000 }, (_, index) => ({
      hub: 'hub-eu',
      tenant: `tenant-${index}`,
      environment: 'dev',
    }));
    await expect(ask({ visible })).resolves.toEqual(['all: 2 2 1']);
  });

  it.each([
    {
      index: 'journey_durations_finished_idx',
      query: {
        since: '2026-11-17T00:00:00.000Z',
        until: '2026-11-18T00:00:00.000Z',
        groupBy: ['week'] as const,
      },
      reason: 'everything that finished in a time',
    },
    {
      index: 'journey_durations_tenant_idx',
      query: {
        since: '2026-01-01T00:00:00.000Z',
        until: '2027-01-01T00:00:00.000Z',
        visible: [{ hub: 'hub-eu', tenant: 'tenant-7', environment: 'dev' }],
        groupBy: ['size'] as const,
      },
      reason: 'what one tenant may see',
    },
  ])('finds by its index: $reason', async ({ index, query }) => {
    // Enough for the planner of PostgreSQL to choose the index by itself: nothing is switched off for it.
    await store.recordDurations(
      Array.from({ length: 6_000 }, (_, row) =>
        took(row, {
          tenant: `tenant-${row % 200}`,
          finishedAt: new Date(
            Date.parse('2026-01-01T00:00:00Z') + row * 80 * 60_000,
          ).toISOString(),
        }),
      ),
    );
    await client.raw('analyze');
    const { sql, bindings } = rankedDurations(client, {
      ...query,
      groupBy: [...query.groupBy],
    }).toSQL();
    const explain = id === 'SQLITE_3' ? 'explain query plan' : 'explain';
    const plan = await client.raw(`${explain} ${sql}`, bindings as string[]);
    expect(JSON.stringify(plan.rows ?? plan)).toContain(index);
  });
});
