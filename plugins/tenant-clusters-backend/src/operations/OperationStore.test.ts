import type { Knex } from 'knex';
import { mockServices } from '@backstage/backend-test-utils';
import { createTestDatabases } from '../history/__testUtils__/testDatabases';
import { openDatabase } from '../history/openDatabase';
import { OperationStore } from './OperationStore';
import type { OperationRecord } from './types';

jest.setTimeout(60_000);

const { databases, engines } = createTestDatabases();

const record = (
  id: string,
  more: Partial<OperationRecord> = {},
): OperationRecord => ({
  id,
  operation: 'sync',
  settings: {},
  target: { hub: 'hub-eu', apiVersion: 'a', kind: 'K', name: 'n', uid: 'u' },
  via: 'argo-cd',
  requestedBy: 'user:default/ana.souza',
  requestedAt: new Date().toISOString(),
  baseline: {},
  state: 'starting',
  observed: {},
  ...more,
});

describe.each(engines)('on %s', id => {
  let knex: Knex;
  let now: number;
  let store: OperationStore;

  beforeEach(async () => {
    knex = await databases.init(id);
    await openDatabase(
      mockServices.database.mock({ getClient: async () => knex }),
    );
    now = Date.now();
    store = new OperationStore(knex, () => now);
  });

  it('lets one of two replicas claim a key, and gives the other what it claimed', async () => {
    const replica = new OperationStore(knex, () => now);
    const answers = await Promise.all([
      store.claim(record('a'), 'key'),
      replica.claim(record('b'), 'key'),
    ]);
    const [earlier] = answers.filter(answer => answer !== undefined);
    expect(answers.filter(answer => answer === undefined)).toHaveLength(1);
    const winner = answers[0] === undefined ? 'a' : 'b';
    expect(earlier).toMatchObject({ id: winner });
    expect(await store.get(winner === 'a' ? 'b' : 'a')).toBeUndefined();
  });

  it('keeps the keys of different people apart, and needs none', async () => {
    const others = record('b', { requestedBy: 'user:default/davi.rocha' });
    expect(await store.claim(record('a'), 'key')).toBeUndefined();
    expect(await store.claim(others, 'key')).toBeUndefined();
    expect(await store.claim(record('c'), undefined)).toBeUndefined();
    expect(await store.claim(record('d'), undefined)).toBeUndefined();
  });

  it('forgets a key after ten minutes, and an operation after a day', async () => {
    await store.claim(record('a'), 'key');
    await store.save(record('a', { state: 'succeeded' }));
    now += 11 * 60_000;
    const again = record('b', { requestedAt: new Date(now).toISOString() });
    expect(await store.claim(again, 'key')).toBeUndefined();
    expect(await store.get('a')).toMatchObject({ state: 'succeeded' });
    now += 24 * 3_600_000;
    await store.claim(record('c'), undefined);
    expect(await store.get('a')).toBeUndefined();
  });

  it('can be asked again for what never began', async () => {
    await store.claim(record('a'), 'key');
    await store.remove('a');
    expect(await store.claim(record('b'), 'key')).toBeUndefined();
  });
});
