import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knexFactory from 'knex';
import { HistoryScene } from './__testUtils__/HistoryScene';

jest.setTimeout(600_000);

it('kill -9 loses no history: what changed meanwhile is inferred, once, also after a restore of the hub', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'crash-'));
  const scene = await HistoryScene.start({
    database: { client: 'better-sqlite3', connection: { directory } },
    connect: () =>
      knexFactory({
        client: 'better-sqlite3',
        connection: join(directory, 'tenant-clusters.sqlite'),
        useNullAsDefault: true,
      }),
  });
  try {
    const first = await scene.startBackend();
    await scene.until('Ready', 'False');
    scene.set({ Ready: 'True' });
    await scene.until('Ready', 'True');
    const backup = scene.hub.store.backup();
    const before = await scene.transitions();

    // Killed with what it just saw, written or not.
    scene.set({ Ready: 'False' });
    await first.kill();
    scene.set({ Ready: 'False', Synced: 'False' });
    const second = await scene.startBackend();
    await scene.until('Ready', 'False');
    await scene.until('Synced', 'False');
    const after = await scene.transitions();
    expect(after).toEqual(expect.arrayContaining(before));
    const [, lastSeen, ...more] = await scene.changesOf('Ready');
    // Observed where it was written before the end, else inferred after it; never both.
    expect(lastSeen).toMatch(/^True > False( inferred)?$/);
    expect(more).toEqual([]);
    expect(await scene.changesOf('Synced')).toEqual(['True > False inferred']);
    const [inferred] = after.filter(({ source }) => source === 'inferred');
    expect(inferred.precision_seconds).toBeGreaterThanOrEqual(1);
    await second.kill();

    scene.hub.store.restore(backup);
    await scene.startBackend();
    await scene.until('Ready', 'True');
    await scene.until('Synced', 'True');
    scene.set({ Ready: 'False' });
    await scene.until('Ready', 'False');
    // A hub that has just been read may still tell what happened before; what follows is taken for that for a moment.
    expect(await scene.changesOf('Ready')).toEqual([
      'False > True',
      lastSeen,
      'False > True inferred',
      expect.stringMatching(/^True > False/),
    ]);
    expect(await scene.epoch()).toBe(1);
    await expect(scene.transitions()).resolves.toEqual(
      expect.arrayContaining(after),
    );
  } finally {
    await scene.stop();
    await rm(directory, { recursive: true, force: true });
  }
});
