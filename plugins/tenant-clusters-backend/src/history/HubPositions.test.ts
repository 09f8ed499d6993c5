import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { DefaultFleet, type HubLook } from '../fleet';
import { createTestDatabases } from './__testUtils__/testDatabases';
import { HubPositions } from './HubPositions';
import { openDatabase } from './openDatabase';

jest.setTimeout(60_000);

const { databases, engines } = createTestDatabases();

describe.each(engines)('how far a hub has come, on %s', id => {
  let client: Knex;
  let time = 0;
  const warn = jest.fn();

  beforeEach(async () => {
    client = await databases.init(id);
    warn.mockReset();
    await openDatabase(
      mockServices.database.mock({ getClient: async () => client }),
    );
  });

  /** A replica that begins now. Each step of it takes a moment of its own. */
  async function startReplica() {
    time += 1;
    const fleet = new DefaultFleet();
    const positions = await HubPositions.create({
      client,
      fleet,
      logger: mockServices.logger.mock({ warn }),
      now: () => {
        time += 1;
        return time;
      },
    });
    const stop = positions.start();
    let epoch = 1;
    let look: HubLook | undefined;
    const publish = (heardAt?: string) =>
      fleet.setHub({
        name: 'hub-eu',
        title: 'Hub Europe',
        state: 'live',
        epoch,
        ...(heardAt && { heardAt }),
        ...(look && { look }),
        kinds: [],
      });
    publish();
    return {
      /** The hub answers a look that begins now. `restored` when its watcher noticed something. */
      look: async (
        version: string | undefined,
        options: {
          identity?: string;
          restored?: boolean;
          begunAt?: number;
          heardAt?: string;
        } = {},
      ) => {
        time += 1;
        const { restored, begunAt = time } = options;
        const identity = 'identity' in options ? options.identity : 'uid-hub';
        look = { begunAt, version, identity };
        epoch += restored ? 1 : 0;
        publish(options.heardAt);
        await positions.refresh();
      },
      refresh: () => positions.refresh(),
      /** When the last look began. */
      lookedAt: () => look?.begunAt,
      /** `epoch/resourceVersion` */
      position: () => {
        const { epoch: agreed, resourceVersion } = positions.position('hub-eu');
        return `${agreed}/${resourceVersion}`;
      },
      heardBefore: () => positions.heardBefore('hub-eu'),
      stop,
    };
  }

  it('is kept over restarts, and goes on from there', async () => {
    const first = await startReplica();
    await first.look('100');
    await first.look('250');
    expect(first.position()).toBe('0/250');
    await first.stop();
    const second = await startReplica();
    await second.look('260');
    expect(second.position()).toBe('0/260');
  });

  it('tells a hub that was restored while no portal ran', async () => {
    const first = await startReplica();
    await first.look('1000');
    await first.stop();
    const second = await startReplica();
    await second.look('999');
    expect(second.position()).toBe('1/999');
    await second.look('1005');
    await second.stop();
    const third = await startReplica();
    await third.look('1006');
    expect(third.position()).toBe('1/1006');
  });

  it('tells another cluster behind the same name, though it has come further', async () => {
    const first = await startReplica();
    await first.look('1000', { identity: 'uid-old' });
    await first.stop();
    const second = await startReplica();
    await second.look('5000', { identity: 'uid-new' });
    expect(second.position()).toBe('1/5000');
  });

  it('takes a hub that does not say who it is for the same', async () => {
    const first = await startReplica();
    await first.look('1000');
    await first.stop();
    const second = await startReplica();
    await second.look(undefined, { identity: undefined });
    expect(second.position()).toMatch(/^0[/]/);
  });

  it('compares versions as numbers', async () => {
    const replica = await startReplica();
    await replica.look('999');
    await replica.look('1000');
    expect(replica.position()).toBe('0/1000');
  });

  it('counts one restore once, whoever notices it first', async () => {
    const [one, other] = [await startReplica(), await startReplica()];
    await one.look('1000');
    await other.look('1000');
    await one.refresh();
    await one.look('500', { restored: true });
    expect(one.position()).toBe('1/500');
    await other.look('510', { restored: true });
    expect(other.position()).toBe('1/510');
    await one.refresh();
    await other.refresh();
    expect(one.position()).toBe('1/500');
    await one.look('400', { restored: true });
    await other.refresh();
    await other.look('410', { restored: true });
    expect([one.position(), other.position()]).toEqual(['2/400', '2/410']);
  });

  it('counts it once when two notice at the same time', async () => {
    const [one, other] = [await startReplica(), await startReplica()];
    await one.look('1000');
    await other.look('1001');
    await Promise.all([
      one.look('500', { restored: true }),
      other.look('501', { restored: true }),
    ]);
    await one.refresh();
    await other.refresh();
    expect([one.position(), other.position()]).toEqual(['1/500', '1/501']);
  });

  it('believes no look that began before the other replica wrote', async () => {
    const [one, other] = [await startReplica(), await startReplica()];
    await other.look('900');
    const begunAt = time;
    await one.look('1000');
    await other.refresh();
    // It was asked before the version 1000 was known here, and answers late.
    await other.look('950', { begunAt });
    expect(other.position()).toBe('0/950');
    await other.look('1001');
    expect(other.position()).toBe('0/1001');
  });

  it('forgets the versions of before a restore that another replica tells of', async () => {
    const [one, other] = [await startReplica(), await startReplica()];
    await one.look('1000');
    await other.look('1000');
    await one.refresh();
    await one.look('500', { restored: true });
    await other.refresh();
    expect(other.position()).toBe('1/undefined');
    // What it knows of the hub is still from before the restore, however often it is gone over.
    await other.look('1000', { begunAt: other.lookedAt() });
    expect(other.position()).toBe('1/undefined');
    await one.refresh();
    await other.look('505', { restored: true });
    expect(other.position()).toBe('1/505');
  });

  it('remembers when a hub was last heard, by any replica', async () => {
    const at = (minute: number) => `2026-11-20T10:0${minute}:00.000Z`;
    const [one, other] = [await startReplica(), await startReplica()];
    expect(one.heardBefore()).toBeUndefined();
    await one.look('100');
    await one.look('101', { heardAt: at(5) });
    await other.look('100', { heardAt: at(3) });
    await one.stop();
    await other.stop();
    const later = await startReplica();
    expect(later.heardBefore()).toBe(Date.parse(at(5)));
  });

  it('goes on when the database was away, and complains once', async () => {
    const replica = await startReplica();
    await replica.look('1000');
    await client.schema.renameTable('hub_positions', 'away');
    await replica.look('500', { restored: true });
    expect(replica.position()).toBe('1/500');
    await replica.refresh();
    expect(warn).toHaveBeenCalledTimes(1);
    await client.schema.renameTable('away', 'hub_positions');
    await replica.stop();
    const later = await startReplica();
    await later.look('501');
    expect(later.position()).toBe('1/501');
  });
});
