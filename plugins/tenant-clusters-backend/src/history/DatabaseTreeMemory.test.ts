import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createTestDatabases } from './__testUtils__/testDatabases';
import { DatabaseTreeMemory } from './DatabaseTreeMemory';
import { openDatabase } from './openDatabase';
import type { RememberedNode } from './TreeMemory';

jest.setTimeout(60_000);

const { databases, engines } = createTestDatabases();

const node = (
  uid: string,
  options: Partial<RememberedNode> = {},
): RememberedNode => ({
  uid,
  apiVersion: 'ec2.aws.upbound.io/v1beta1',
  kind: 'Subnet',
  name: `subnet-${uid}`,
  orphaned: false,
  ...options,
});

describe.each(engines)('the memory of trees on %s', id => {
  let client: Knex;
  const logger = mockServices.logger.mock();

  beforeEach(async () => {
    client = await databases.init(id);
    await openDatabase(
      mockServices.database.mock({ getClient: async () => client }),
    );
  });

  const open = () => DatabaseTreeMemory.create({ client, logger });
  const uids = (memory: DatabaseTreeMemory, claim = 'claim-1') =>
    memory.remembered('hub-eu', claim).map(({ uid }) => uid);

  it('has at once what it was told, and after a restart again', async () => {
    const memory = await open();
    const namespaced = node('b', { namespace: 'payments', orphaned: true });
    memory.remember('hub-eu', 'claim-1', [node('a'), namespaced]);
    expect(memory.remembered('hub-eu', 'claim-1')).toEqual([
      node('a'),
      namespaced,
    ]);
    expect(memory.remembered('hub-us', 'claim-1')).toEqual([]);
    await memory.stop();
    const later = await open();
    expect(later.remembered('hub-eu', 'claim-1')).toEqual([
      node('a'),
      namespaced,
    ]);
  });

  it('keeps what is not named any more: that is what it is for', async () => {
    const memory = await open();
    memory.remember('hub-eu', 'claim-1', [node('a'), node('b')]);
    memory.remember('hub-eu', 'claim-1', [node('c')]);
    memory.remember('hub-eu', 'claim-1', []);
    expect(uids(memory)).toEqual(['a', 'b', 'c']);
    await memory.stop();
    expect(uids(await open()).sort()).toEqual(['a', 'b', 'c']);
  });

  it('takes up a policy that was changed later', async () => {
    const memory = await open();
    memory.remember('hub-eu', 'claim-1', [node('a')]);
    await memory.flush();
    memory.remember('hub-eu', 'claim-1', [node('a', { orphaned: true })]);
    await memory.stop();
    expect((await open()).remembered('hub-eu', 'claim-1')).toEqual([
      node('a', { orphaned: true }),
    ]);
  });

  it('writes nothing for what it knows', async () => {
    const memory = await open();
    memory.remember('hub-eu', 'claim-1', [node('a')]);
    await memory.flush();
    await client('claim_trees').delete();
    memory.remember('hub-eu', 'claim-1', [node('a')]);
    await memory.stop();
    await expect(client('claim_trees').select()).resolves.toEqual([]);
  });

  it('forgets when told to, and can be told again', async () => {
    const memory = await open();
    memory.remember('hub-eu', 'claim-1', [node('a'), node('b')]);
    memory.remember('hub-eu', 'claim-2', [node('a')]);
    await memory.flush();
    memory.forget('hub-eu', 'claim-1');
    expect(uids(memory)).toEqual([]);
    memory.remember('hub-eu', 'claim-1', [node('c')]);
    await memory.stop();
    const later = await open();
    expect(uids(later)).toEqual(['c']);
    expect(uids(later, 'claim-2')).toEqual(['a']);
  });

  it('is written by two replicas without harm', async () => {
    const [one, other] = [await open(), await open()];
    one.remember('hub-eu', 'claim-1', [node('a'), node('b')]);
    other.remember('hub-eu', 'claim-1', [node('b'), node('c')]);
    await Promise.all([one.stop(), other.stop()]);
    expect(uids(await open()).sort()).toEqual(['a', 'b', 'c']);
  });

  it('takes a tree of any size', async () => {
    const memory = await open();
    const many = Array.from({ length: 1_300 }, (_, index) => node(`u${index}`));
    memory.remember('hub-eu', 'claim-1', many);
    await memory.stop();
    expect(uids(await open())).toHaveLength(1_300);
  });

  it('forgets claims that nobody knows any more, after a time', async () => {
    const memory = await open();
    memory.remember('hub-eu', 'claim-1', [node('a')]);
    memory.remember('hub-eu', 'claim-2', [node('a')]);
    await memory.flush();
    const keep = [{ hub: 'hub-eu', cluster: 'claim-2' }];
    const hour = 3_600_000;
    const at = (time: number) => new Date(time).toISOString();
    await expect(
      memory.purge({ before: at(Date.now() - hour), keep }),
    ).resolves.toBe(0);
    await expect(
      memory.purge({ before: at(Date.now() + hour), keep }),
    ).resolves.toBe(1);
    expect(uids(memory)).toEqual([]);
    expect(uids(memory, 'claim-2')).toEqual(['a']);
  });

  it('goes on when the database was away, and complains once', async () => {
    const warn = jest.fn();
    const memory = await DatabaseTreeMemory.create({
      client,
      logger: mockServices.logger.mock({ warn }),
    });
    await client.schema.renameTable('claim_trees', 'away');
    memory.remember('hub-eu', 'claim-1', [node('a')]);
    await memory.flush();
    memory.remember('hub-eu', 'claim-1', [node('b')]);
    await memory.flush();
    expect(warn).toHaveBeenCalledTimes(1);
    await client.schema.renameTable('away', 'claim_trees');
    await memory.stop();
    expect(uids(await open()).sort()).toEqual(['a', 'b']);
  });
});
