import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DefaultHubStore } from './DefaultHubStore';
import { HubStoreOptions } from './HubStoreOptions';
import { KubeObject } from './types';

function configMap(name: string, data: Record<string, string>): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'default' },
    data,
  };
}

const configMaps = { apiVersion: 'v1', kind: 'ConfigMap' };

let dir: string;
const open: DefaultHubStore[] = [];

async function openStore(options: HubStoreOptions = {}) {
  const store = await DefaultHubStore.open({ dir, ...options });
  open.push(store);
  return store;
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hub-store-'));
});

afterEach(async () => {
  await Promise.all(open.splice(0).map(store => store.close()));
  await rm(dir, { recursive: true, force: true });
});

describe('the store on disk', () => {
  it('is the same after a restart, and its versions go on', async () => {
    const before = await openStore();
    before.create(configMap('kept', { a: '1' }));
    before.create(configMap('gone', {}));
    before.delete({ ...configMaps, namespace: 'default', name: 'gone' });
    before.update(configMap('kept', { a: '2' }));
    const objects = before.list(configMaps);
    const version = before.resourceVersion;
    await open.pop()!.close();

    const after = await openStore();
    expect(after.list(configMaps)).toEqual(objects);
    expect(after.resourceVersion).toBeGreaterThan(version);
    expect(after.window.since(version)).toBeUndefined();
    expect(
      after.resourceType({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
      }),
    ).toBeDefined();
  });

  it('drops a torn last line and writes on behind the whole ones', async () => {
    const before = await openStore({ crds: [] });
    before.create(configMap('kept', {}));
    await open.pop()!.close();
    await appendFile(join(dir, 'log-0.ndjson'), '{"rv":99,"key":"/configma');

    const middle = await openStore({ crds: [] });
    middle.create(configMap('later', {}));
    await open.pop()!.close();
    const after = await openStore({ crds: [] });
    expect(after.list(configMaps).map(item => item.metadata.name)).toEqual([
      'kept',
      'later',
    ]);
  });

  it('refuses a state that is damaged in the middle', async () => {
    const before = await openStore({ crds: [] });
    before.create(configMap('a', {}));
    await open.pop()!.close();
    const path = join(dir, 'log-0.ndjson');
    await appendFile(path, 'not json\n{"rv":3,"del":"x"}\n');
    await expect(DefaultHubStore.open({ dir, crds: [] })).rejects.toThrow(
      /log-0\.ndjson is damaged at byte/,
    );
  });

  it('replaces a long log by a snapshot', async () => {
    const store = await openStore({
      crds: [],
      compactAfter: 50,
      flushAfterMs: 1,
    });
    store.create(configMap('a', { n: '0' }));
    for (let n = 1; n <= 60; n += 1) {
      store.update(configMap('a', { n: String(n) }));
    }
    const compacted = async () =>
      (await readdir(dir)).includes('snapshot-1.ndjson');
    // The test's own time limit ends it where that never happens.
    while (!(await compacted())) {
      await new Promise(setImmediate);
    }
    await open.pop()!.close();
    expect((await readdir(dir)).sort()).toEqual([
      'log-1.ndjson',
      'snapshot-1.ndjson',
    ]);
    const text = await readFile(join(dir, 'snapshot-1.ndjson'), 'utf8');
    expect(text.match(/"name":"a"/g)).toHaveLength(1);
    const after = await openStore({ crds: [] });
    expect(after.list(configMaps)[0].data).toEqual({ n: '60' });
  });

  it('survives being killed while it writes', async () => {
    const child = spawn(process.execPath, [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, '__fixtures__', 'writeForever.ts'),
      dir,
    ]);
    let highest = 0;
    let lines = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      highest = Math.max(highest, Number(line));
      lines += 1;
      if (lines === 20) {
        child.kill('SIGKILL');
        break;
      }
    }
    if (child.exitCode === null && child.signalCode === null) {
      await once(child, 'exit');
    }
    const after = await openStore();
    expect(lines).toBe(20);
    expect(after.list(configMaps).length).toBeGreaterThan(0);
    // No version may ever name two states.
    expect(after.resourceVersion).toBeGreaterThan(highest);
  }, 60_000);
});
