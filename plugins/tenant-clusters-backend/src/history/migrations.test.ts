import { mockServices } from '@backstage/backend-test-utils';
import { resolve } from 'node:path';
import type { Knex } from 'knex';
import { createTestDatabases } from './__testUtils__/testDatabases';
import { openDatabase } from './openDatabase';

jest.setTimeout(60_000);

const { databases, engines } = createTestDatabases();
const directory = resolve(__dirname, '../../migrations');
const FIRST = '20261101000000_history.js';

describe.each(engines)('the migrations on %s', id => {
  let client: Knex;

  beforeEach(async () => {
    client = await databases.init(id);
  });

  const open = () =>
    openDatabase(mockServices.database.mock({ getClient: async () => client }));
  const duration = {
    hub: 'hub-eu',
    journey: 'acme/platform#1',
    stage: '',
    journey_kind: 'create',
    cluster_kind: 'TenantCluster.platform.spokeport.dev',
    size: 'small',
    region: 'eu-west-1',
    seconds: 90,
    finished_at: '2026-11-22T23:59:59.000Z',
  };

  it('carry over what was there before them', async () => {
    await client.migrate.up({ directory, name: FIRST });
    await client('journey_durations').insert(duration);
    const state = {
      hub: 'hub-eu',
      cluster: 'uid-1',
      type: 'state',
      value: 'Ready',
      since: '2026-11-20T10:00:00.000Z',
      since_source: 'observed',
    };
    const version = (text: string) => text.padStart(20, '0');
    await client('cluster_state_latest').insert([
      { ...state, subject: 'a', epoch: 0, version: version('900') },
      { ...state, subject: 'b', epoch: 1, version: version('30') },
      { ...state, subject: 'c', epoch: 1, version: version('200') },
    ]);
    await open();
    await expect(client('journey_durations').select()).resolves.toEqual([
      {
        ...duration,
        tenant: '',
        environment: '',
        finished_week: '2026-11-16',
      },
    ]);
    await expect(client('hub_positions').select()).resolves.toEqual([
      expect.objectContaining({
        hub: 'hub-eu',
        epoch: 1,
        version: version('200'),
      }),
    ]);
  });

  it('can be taken back, one by one, with what was there', async () => {
    await open();
    await client('journey_durations').insert(duration);
    const [{ length: steps }] = [
      await client('knex_migrations').select('name'),
    ];
    for (let step = 1; step < steps; step += 1) {
      await client.migrate.down({ directory });
    }
    await expect(client('journey_durations').select()).resolves.toEqual([
      duration,
    ]);
    await client.migrate.down({ directory });
    for (const table of ['transitions', 'claim_trees', 'hub_positions']) {
      await expect(client.schema.hasTable(table)).resolves.toBe(false);
    }
    await open();
    await expect(client.schema.hasTable('claim_trees')).resolves.toBe(true);
  });
});
