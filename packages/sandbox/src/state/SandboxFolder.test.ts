import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SandboxFolder } from './SandboxFolder';

let path: string;

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'sandbox-folder-'));
});
afterEach(() => rm(path, { recursive: true, force: true }));

const record = {
  seededAt: '2026-01-01T00:00:00Z',
  forgeUrl: 'http://localhost:7008',
};

describe('SandboxFolder', () => {
  it('keeps its secrets, and lets nobody else read them', async () => {
    const folder = await SandboxFolder.open(join(path, 'state'));
    const first = await folder.tokens(['ana.souza']);
    await folder.noteSeed(record);
    const again = await SandboxFolder.open(join(path, 'state'));
    expect(await again.tokens(['ana.souza'])).toEqual(first);
    expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length);
    for (const file of [folder.tokensFile, folder.path]) {
      expect((await stat(file)).mode % 0o100).toBe(0);
    }
  });

  it.each([
    {
      reason: 'a fresh one is asked for',
      seeded: true,
      fresh: true,
      kept: false,
    },
    {
      reason: 'its first history was never completed',
      seeded: false,
      fresh: false,
      kept: false,
    },
    {
      reason: 'it is only opened again',
      seeded: true,
      fresh: false,
      kept: true,
    },
  ])('starts over or not: $reason', async ({ seeded, fresh, kept }) => {
    const folder = await SandboxFolder.open(path);
    const { botToken } = await folder.tokens([]);
    await writeFile(join(folder.forge, 'file'), '');
    if (seeded) await folder.noteSeed(record);
    const again = await SandboxFolder.open(path, fresh);
    expect((await readdir(again.forge)).length === 1).toBe(kept);
    expect((await again.tokens([])).botToken === botToken).toBe(kept);
    expect((await again.seed()) !== undefined).toBe(kept);
  });

  it('touches nothing in a folder that is not a sandbox’s', async () => {
    await writeFile(join(path, 'forge'), 'somebody else’s');
    await expect(SandboxFolder.open(path, true)).rejects.toThrow(
      'holds no sandbox',
    );
    expect(await readdir(path)).toEqual(['forge']);
  });
});
