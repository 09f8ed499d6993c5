import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DefaultHubStore } from '../store';
import { KubeClient } from './__testUtils__/KubeClient';
import { startTestHub, TestHub } from './__testUtils__/startTestHub';

const configMaps = '/api/v1/namespaces/payments/configmaps';

let hub: TestHub;
const clients: KubeClient[] = [];

function clientOf(tokenName: string, of = hub): KubeClient {
  const client = new KubeClient(of.kubeconfig(tokenName));
  clients.push(client);
  return client;
}

async function withNamespace(of: TestHub) {
  of.store.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'payments' },
  });
}

function createConfigMap(of: TestHub, name: string, padding = '') {
  return of.store.create({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'payments' },
    data: { padding },
  });
}

beforeEach(async () => {
  hub = await startTestHub({
    bookmarkIntervalMs: 20,
    storeOptions: { crds: [], windowSize: 10 },
  });
  await withNamespace(hub);
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map(client => client.close()));
  await hub.stop();
});

describe('who may do what', () => {
  it.each([
    {
      reason: 'a reader reads',
      token: 'reader',
      method: 'GET',
      path: configMaps,
      status: 200,
    },
    {
      reason: 'a reader does not write',
      token: 'reader',
      method: 'DELETE',
      path: `${configMaps}/a`,
      status: 403,
      message:
        'configmaps "a" is forbidden: User "reader" cannot delete resource "configmaps" in API group "" in the namespace "payments"',
    },
    {
      reason: 'a tenant reads its namespace',
      token: 'tenant',
      method: 'GET',
      path: configMaps,
      status: 200,
    },
    {
      reason: 'a tenant reads no other',
      token: 'tenant',
      method: 'GET',
      path: '/api/v1/secrets',
      status: 403,
      message:
        'secrets is forbidden: User "tenant" cannot list resource "secrets" in API group "" at the cluster scope',
    },
    {
      reason: 'an unknown kind is no leak to one who may not ask',
      token: 'tenant',
      method: 'GET',
      path: '/apis/none.io/v1/things',
      status: 403,
      message:
        'things.none.io is forbidden: User "tenant" cannot list resource "things" in API group "none.io" at the cluster scope',
    },
  ])('$reason', async ({ token, method, path, status, message }) => {
    const answer = await clientOf(token).call(method, path);
    expect(answer.status).toBe(status);
    expect(answer.body.message).toBe(message);
  });

  it('knows no one without a known token', async () => {
    const stranger = await clientOf('admin').call('GET', '/api/v1/namespaces', {
      headers: { authorization: 'Bearer other' },
    });
    expect(stranger.body).toMatchObject({
      kind: 'Status',
      code: 401,
      reason: 'Unauthorized',
      message: 'Unauthorized',
    });
  });
});

describe('watches', () => {
  it('send bookmarks while nothing happens', async () => {
    const version = String(hub.store.resourceVersion);
    const [bookmark] = await clientOf('admin').watch(
      configMaps,
      { resourceVersion: version, allowWatchBookmarks: 'true' },
      () => true,
    );
    expect(bookmark).toMatchObject({
      type: 'BOOKMARK',
      object: {
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: { resourceVersion: version },
      },
    });
  });

  it('expire once the window has moved on, and so do pages', async () => {
    createConfigMap(hub, 'a');
    createConfigMap(hub, 'b');
    const client = clientOf('admin');
    const page = await client.call('GET', configMaps, {
      query: { limit: '1' },
    });
    const old = page.body.metadata;
    for (let index = 0; index < 30; index += 1) {
      createConfigMap(hub, `more-${index}`);
    }
    const [error] = await client.watch(
      configMaps,
      { resourceVersion: old.resourceVersion },
      () => true,
    );
    expect(error.object).toMatchObject({ code: 410, reason: 'Expired' });
    const next = await client.call('GET', configMaps, {
      query: { continue: old.continue },
    });
    expect([next.status, next.body.reason]).toEqual([410, 'Expired']);
    const anyway = await client.call('GET', configMaps, {
      query: { continue: next.body.metadata.continue },
    });
    expect(anyway.body.items).toHaveLength(31);
  });
});

describe('answers', () => {
  it('are compressed when they are long and the client can', async () => {
    createConfigMap(hub, 'long', 'x'.repeat(200_000));
    const { headers, body } = await clientOf('admin').call(
      'GET',
      `${configMaps}/long`,
      { headers: { 'accept-encoding': 'gzip' } },
    );
    expect(headers['content-encoding']).toBe('gzip');
    expect(body.data.padding).toHaveLength(200_000);
  });
});

describe('faults', () => {
  const failure = (call: Promise<unknown>) =>
    call.then(
      () => 'answered',
      (error: { code?: string }) => error.code,
    );

  it('refuses connections and takes them again on the same port', async () => {
    const client = clientOf('admin');
    await hub.faults.refuse();
    expect(await failure(client.call('GET', configMaps))).toBe('ECONNREFUSED');
    await hub.faults.clear();
    expect((await client.call('GET', configMaps)).status).toBe(200);
  });

  it('answers with a status and Retry-After', async () => {
    const client = clientOf('admin');
    hub.faults.status(429, 7);
    const answer = await client.call('GET', configMaps);
    expect([answer.status, answer.headers['retry-after']]).toEqual([429, '7']);
    expect(answer.body).toMatchObject({ reason: 'TooManyRequests', code: 429 });
    hub.faults.unauthorised();
    expect((await client.call('GET', configMaps)).status).toBe(401);
    await hub.faults.clear();
    expect((await client.call('GET', configMaps)).status).toBe(200);
  });

  it('cuts an answer in the middle', async () => {
    createConfigMap(hub, 'long', 'x'.repeat(10_000));
    hub.faults.cutAfter(1_000);
    const code = await failure(
      clientOf('admin').call('GET', `${configMaps}/long`),
    );
    expect(['ECONNRESET', 'UND_ERR_SOCKET']).toContain(code);
  });

  it('falls silent: what is open says nothing more, and ends when the fault does', async () => {
    const seen: string[] = [];
    const watched = clientOf('admin').watch(
      configMaps,
      { resourceVersion: String(hub.store.resourceVersion) },
      events => {
        seen.push(...events.map(event => event.object.metadata.name));
        return false;
      },
      async () => {
        hub.faults.silence();
        createConfigMap(hub, 'unheard');
        await hub.faults.clear();
      },
    );
    expect(await failure(watched)).not.toBe('answered');
    expect(seen).toEqual([]);
  });

  it('tells open watches that their history is gone', async () => {
    const [error] = await clientOf('admin').watch(
      configMaps,
      { resourceVersion: String(hub.store.resourceVersion) },
      () => true,
      async () => hub.faults.expireWatches(),
    );
    expect(error).toMatchObject({ type: 'ERROR', object: { code: 410 } });
  });
});

describe('a restore from backup', () => {
  it('ends watches and goes back, versions included', async () => {
    createConfigMap(hub, 'old');
    const backup = hub.store.backup();
    const client = clientOf('admin');
    const watched = client
      .watch(
        configMaps,
        { resourceVersion: String(hub.store.resourceVersion) },
        () => false,
        async () => {
          createConfigMap(hub, 'new');
          hub.store.delete({
            apiVersion: 'v1',
            kind: 'ConfigMap',
            namespace: 'payments',
            name: 'old',
          });
          hub.store.restore(backup);
        },
      )
      .catch(() => 'cut');
    await watched;
    const { body } = await client.call('GET', configMaps);
    expect(
      body.items.map(
        (item: { metadata: { name: string } }) => item.metadata.name,
      ),
    ).toEqual(['old']);
    expect(body.metadata.resourceVersion).toBe(String(backup.resourceVersion));
  });
});

describe('a restart', () => {
  it('keeps objects and certificate, so that an old kubeconfig still works', async () => {
    const storeOptions = { crds: [], dir: join(hub.dir, 'state') };
    const start = async (port: number) =>
      startTestHub({
        tls: true,
        dir: hub.dir,
        port,
        store: await DefaultHubStore.open(storeOptions),
      });
    const before = await start(0);
    await withNamespace(before);
    createConfigMap(before, 'kept');
    const client = clientOf('admin', before);
    expect((await client.call('GET', configMaps)).body.items).toHaveLength(1);
    const port = Number(new URL(before.url).port);
    await before.close();
    await before.store.close();

    const after = await start(port);
    try {
      expect(after.caData).toBe(before.caData);
      const { body } = await client.call('GET', configMaps);
      expect(body.items[0].metadata.name).toBe('kept');
    } finally {
      await after.close();
      await after.store.close();
      await rm(storeOptions.dir, { recursive: true, force: true });
    }
  });
});
