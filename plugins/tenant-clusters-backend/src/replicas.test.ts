import {
  createTestDatabases,
  POSTGRES_ADDRESS,
  POSTGRES_ID,
} from './history/__testUtils__/testDatabases';
import { describeUnless } from './__testUtils__/describeUnless';
import { HistoryScene } from './__testUtils__/HistoryScene';

jest.setTimeout(600_000);

const { databases } = createTestDatabases();

/** For two seconds after its start a replica takes what it sees for something of an unknown time; it may be the first to write. */
const plain = (changes: string[]) =>
  changes.map(change => change.replace(' inferred', ''));

const missing = POSTGRES_ID ? undefined : 'no PostgreSQL is named for tests';
describeUnless(missing, 'on PostgreSQL', () => {
  it('two replicas write each transition once, and one of them goes on when the other is killed', async () => {
    const client = await databases.init(POSTGRES_ID!);
    const { database } = client.client.config.connection;
    const address = new URL(POSTGRES_ADDRESS!);
    const scene = await HistoryScene.start({
      database: {
        client: 'pg',
        pluginDivisionMode: 'schema',
        connection: {
          host: address.hostname,
          port: Number(address.port),
          user: address.username,
          password: decodeURIComponent(address.password),
          database,
        },
      },
      connect: () => client,
      schema: 'tenant-clusters',
    });
    try {
      // One after the other: of two that find an empty database at the same time, knex lets one fail as it makes its own tables.
      const one = await scene.startBackend();
      await scene.startBackend();
      await scene.until('Ready', 'False');
      const expected: string[] = [];
      for (const [from, to] of [
        ['False', 'True'],
        ['True', 'False'],
        ['False', 'True'],
      ] as const) {
        scene.set({ Ready: to });
        await scene.until('Ready', to);
        expected.push(`${from} > ${to}`);
      }
      // Both have written what they saw: each flushes a second after it at the latest.
      await scene.settle();
      expect(plain(await scene.changesOf('Ready'))).toEqual(expected);

      await one.kill();
      scene.set({ Ready: 'False' });
      await scene.until('Ready', 'False');
      expected.push('True > False');
      expect(plain(await scene.changesOf('Ready'))).toEqual(expected);

      // One that starts beside the other has nothing to add.
      await scene.startBackend();
      await scene.settle();
      expect(plain(await scene.changesOf('Ready'))).toEqual(expected);
      for (const changes of await scene.changesOfAll()) {
        expect(changes).toEqual(scene.chained(changes));
      }
      expect(await scene.epoch()).toBe(0);
    } finally {
      await scene.stop();
    }
  });
});
