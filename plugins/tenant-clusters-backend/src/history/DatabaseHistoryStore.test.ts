import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createTestDatabases } from './__testUtils__/testDatabases';
import {
  DatabaseHistoryStore,
  selectTransitions,
} from './DatabaseHistoryStore';
import type { Observation } from './types';

jest.setTimeout(60_000);

const { databases, engines } = createTestDatabases();

const observe = (
  value: string,
  options: Partial<Observation> & { version?: string; at?: string } = {},
): Observation => {
  const { version = '100', at = '2026-11-20T10:00:00.000Z', ...rest } = options;
  return {
    hub: 'hub-eu',
    cluster: 'uid-1',
    type: 'state',
    subject: 'state',
    value,
    since: { at, source: 'observed' },
    position: { epoch: 0, resourceVersion: version },
    ...rest,
  };
};

describe.each(engines)('on %s', id => {
  let knex: Knex;
  let store: DatabaseHistoryStore;
  let replica: DatabaseHistoryStore;

  beforeEach(async () => {
    knex = await databases.init(id);
    const database = mockServices.database.mock({
      getClient: async () => knex,
    });
    store = await DatabaseHistoryStore.create({ database });
    replica = await DatabaseHistoryStore.create({
      database: mockServices.database.mock({
        getClient: async () => knex,
        migrations: { skip: true },
      }),
    });
  });

  const texts = async () => {
    const { items } = await store.transitions({
      hub: 'hub-eu',
      clusters: ['uid-1'],
      limit: 50,
    });
    return items
      .map(({ from, to }) => `${from ?? '-'} > ${to}`)
      .sort()
      .join(', ');
  };

  it('leaves the tables alone where migrations are to be skipped', async () => {
    const bare = await databases.init(id);
    await DatabaseHistoryStore.create({
      database: mockServices.database.mock({
        getClient: async () => bare,
        migrations: { skip: true },
      }),
    });
    await expect(bare.schema.hasTable('transitions')).resolves.toBe(false);
  });

  it('stores what a database would refuse, and the rest of what was seen with it', async () => {
    const long = `hub-eu/payments/${'p'.repeat(400)}`;
    const odd = [
      observe('Ready\u0000', { cluster: long }),
      observe('False', {
        cluster: long,
        type: 'condition',
        subject: `role/${'x'.repeat(400)}1`,
      }),
      observe('False', {
        cluster: long,
        type: 'condition',
        subject: `role/${'x'.repeat(400)}2`,
      }),
    ];
    await expect(store.record([...odd, observe('Ready')])).resolves.toEqual([
      ...odd,
      observe('Ready'),
    ]);
    await expect(store.record(odd)).resolves.toEqual([]);
    const rows = await knex('cluster_state_latest').select();
    expect(rows).toHaveLength(4);
    for (const row of rows) {
      // SQLite stores anything; these are the bounds of the columns in PostgreSQL.
      expect(row.cluster.length).toBeLessThanOrEqual(255);
      expect(row.subject.length).toBeLessThanOrEqual(255);
      expect(row.value).not.toContain('\u0000');
    }
    const { items } = await store.transitions({
      hub: 'hub-eu',
      clusters: [long],
      limit: 50,
    });
    expect(items.map(({ to }) => to)).toContain('Ready\ufffd');
  });

  it('writes what two replicas saw once', async () => {
    await store.record([observe('Provisioning')]);
    const change = observe('Ready', { version: '110' });
    const wrote = await Promise.all([
      store.record([change]),
      replica.record([{ ...change, since: { ...change.since } }]),
    ]);
    expect(wrote.flat()).toHaveLength(1);
    await expect(texts()).resolves.toBe(
      '- > Provisioning, Provisioning > Ready',
    );
  });

  it.each([
    {
      late: observe('Provisioning', { version: '99' }),
      kept: 'Ready',
      reason: 'a replica behind cannot take a change back',
    },
    {
      late: observe('Degraded', { version: '1000' }),
      kept: 'Degraded',
      reason: 'versions are numbers, not texts: 1000 is after 200',
    },
    {
      late: observe('Blocked', { version: '200' }),
      kept: 'Blocked',
      reason: 'time alone can change a state at the same version',
    },
    {
      late: observe('Requested', {
        position: { epoch: 1, resourceVersion: '3' },
      }),
      kept: 'Requested',
      reason: 'a restored hub starts again with low versions',
    },
  ])('$reason', async ({ late, kept }) => {
    await store.record([observe('Ready', { version: '200' })]);
    await replica.record([late]);
    const [latest] = await store.latest();
    expect(latest.value).toBe(kept);
  });

  it('records several changes of one subject in order', async () => {
    const news = await store.record([
      observe('Requested', { version: '1' }),
      observe('Provisioning', { version: '2' }),
      observe('Provisioning', { version: '3' }),
      observe('Ready', { version: '4' }),
    ]);
    expect(news.map(({ value }) => value)).toEqual([
      'Requested',
      'Provisioning',
      'Ready',
    ]);
    await expect(texts()).resolves.toBe(
      '- > Requested, Provisioning > Ready, Requested > Provisioning',
    );
  });

  it('knows each value that a subject had, with the first time', async () => {
    const stage = { type: 'stage' as const, subject: 'stage/j/provisioned' };
    const at = (minute: number) => `2026-11-20T10:0${minute}:00.000Z`;
    await store.record(
      ['active', 'done', 'active', 'done'].map((value, index) =>
        observe(value, { ...stage, version: String(index), at: at(index) }),
      ),
    );
    const firsts = await store.firsts();
    expect(
      firsts.map(({ value, since }) => `${value} ${since.at}`).sort(),
    ).toEqual([`active ${at(0)}`, `done ${at(1)}`]);
    await expect(texts()).resolves.not.toContain('- > active');
  });

  it('takes more than one batch, and keeps first sights of anything but states out of the transitions', async () => {
    const first = Array.from({ length: 1_200 }, (_, index) =>
      observe('False', {
        type: 'condition',
        subject: `condition/u${index}/Ready`,
      }),
    );
    await expect(store.record(first)).resolves.toHaveLength(1_200);
    await expect(texts()).resolves.toBe('');
    await expect(store.latest()).resolves.toHaveLength(1_200);
  });

  it('pages through transitions, newest first, and refuses a made-up cursor', async () => {
    const at = (minute: number) => `2026-11-20T10:0${minute}:00.000Z`;
    await store.record(
      ['Requested', 'Provisioning', 'Connecting', 'Ready'].map((value, index) =>
        observe(value, { version: String(index + 1), at: at(index) }),
      ),
    );
    const query = { hub: 'hub-eu', clusters: ['uid-1'], limit: 3 };
    const page = await store.transitions(query);
    expect(page.items.map(({ to }) => to)).toEqual([
      'Ready',
      'Connecting',
      'Provisioning',
    ]);
    const rest = await store.transitions({ ...query, cursor: page.nextCursor });
    expect(rest.items.map(({ to }) => to)).toEqual(['Requested']);
    expect(rest.nextCursor).toBeUndefined();
    await expect(
      store.transitions({ ...query, cursor: 'bm9uZQ' }),
    ).rejects.toThrow('The cursor is not one of this list');
  });

  it('names the object of a condition while it is there', async () => {
    const condition = { type: 'condition' as const };
    await store.record([
      observe('False', { ...condition, subject: 'condition/role-1/Ready' }),
      observe('True', { ...condition, subject: 'condition/role-1/Ready' }),
      observe('False', { ...condition, subject: 'condition/gone/Ready' }),
      observe('True', { ...condition, subject: 'condition/gone/Ready' }),
    ]);
    const { items } = await store.transitions({
      hub: 'hub-eu',
      clusters: ['uid-1'],
      limit: 9,
      nameOf: (...[, uid]) => (uid === 'role-1' ? 'Role node-role' : undefined),
    });
    expect(items.map(({ subject }) => subject).sort()).toEqual([
      'condition Ready',
      'condition Ready of Role node-role',
    ]);
  });

  it('forgets what is old, but not the value of a cluster that still is', async () => {
    await store.record([
      observe('Ready', { at: '2025-01-01T00:00:00.000Z' }),
      observe('Ready', { cluster: 'gone', at: '2025-01-01T00:00:00.000Z' }),
    ]);
    const rows = await store.purge({
      before: '2026-01-01T00:00:00.000Z',
      keep: [{ hub: 'hub-eu', cluster: 'uid-1' }],
    });
    expect(rows).toBe(3);
    const latest = await store.latest();
    expect(latest.map(({ cluster }) => cluster)).toEqual(['uid-1']);
  });

  it('writes the duration of a journey once', async () => {
    const duration = {
      hub: 'hub-eu',
      journey: 'acme/platform#1',
      journeyKind: 'create' as const,
      clusterKind: 'TenantCluster.platform.spokeport.dev',
      seconds: 90,
      finishedAt: '2026-11-20T10:00:00.000Z',
    };
    await store.recordDurations([duration]);
    await replica.recordDurations([{ ...duration, seconds: 91 }]);
    await expect(knex('journey_durations').select()).resolves.toEqual([
      expect.objectContaining({ seconds: 90 }),
    ]);
  });

  it('finds the transitions of a cluster by the index', async () => {
    // Enough for the planner of PostgreSQL to choose the index by itself: nothing is switched off for it.
    await store.record(
      Array.from({ length: 4_000 }, (_, index) =>
        observe('Ready', {
          cluster: `uid-${index % 400}`,
          subject: `state/${index}`,
          at: new Date(
            Date.parse('2026-11-20T10:00:00Z') + index,
          ).toISOString(),
        }),
      ),
    );
    await knex.raw('analyze');
    const { sql, bindings } = selectTransitions(knex, {
      hub: 'hub-eu',
      clusters: ['uid-7', 'acme/platform#7'],
      limit: 50,
    }).toSQL();
    const explain = id === 'SQLITE_3' ? 'explain query plan' : 'explain';
    const plan = await knex.raw(`${explain} ${sql}`, bindings as string[]);
    expect(JSON.stringify(plan.rows ?? plan)).toContain(
      'transitions_cluster_idx',
    );
  });
});
