import {
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
  makeInformer,
  V1ConfigMap,
} from '@kubernetes/client-node';
import { EventEmitter, once } from 'node:events';
import { startTestHub, TestHub } from './__testUtils__/startTestHub';

let hub: TestHub;
let config: KubeConfig;

beforeAll(async () => {
  hub = await startTestHub({ tls: true });
  config = new KubeConfig();
  config.loadFromString(hub.kubeconfig('admin'));
});

afterAll(() => hub.stop());

describe('@kubernetes/client-node', () => {
  it('writes and reads through its typed and its custom client', async () => {
    const core = config.makeApiClient(CoreV1Api);
    await core.createNamespace({ body: { metadata: { name: 'payments' } } });
    const custom = config.makeApiClient(CustomObjectsApi);
    const project = {
      group: 'argoproj.io',
      version: 'v1alpha1',
      namespace: 'payments',
      plural: 'appprojects',
    };
    await custom.createNamespacedCustomObject({
      ...project,
      body: {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'AppProject',
        metadata: { name: 'payments' },
        spec: { sourceRepos: ['*'] },
      },
    });
    const list = await custom.listNamespacedCustomObject(project);
    expect(
      list.items.map((item: { metadata: { name: string } }) => item.metadata),
    ).toMatchObject([{ name: 'payments' }]);
    await expect(
      core.readNamespacedSecret({ name: 'none', namespace: 'payments' }),
    ).rejects.toMatchObject({ code: 404 });
  });

  it('follows an informer through changes and an expired watch', async () => {
    const core = config.makeApiClient(CoreV1Api);
    const namespace = 'default';
    const seen = new EventEmitter();
    const informer = makeInformer<V1ConfigMap>(
      config,
      `/api/v1/namespaces/${namespace}/configmaps`,
      () => core.listNamespacedConfigMap({ namespace }),
    );
    for (const event of ['add', 'update', 'delete'] as const) {
      informer.on(event, object =>
        seen.emit(`${event} ${object.metadata?.name}`, object),
      );
    }
    const create = (name: string) =>
      core.createNamespacedConfigMap({
        namespace,
        body: { metadata: { name }, data: { a: '1' } },
      });
    await create('before');
    const before = once(seen, 'add before');
    await informer.start();
    await before;
    const added = once(seen, 'add a');
    await create('a');
    await added;
    const updated = once(seen, 'update a');
    await core.replaceNamespacedConfigMap({
      name: 'a',
      namespace,
      body: { metadata: { name: 'a' }, data: { a: '2' } },
    });
    const [object] = await updated;
    expect(object.data).toEqual({ a: '2' });
    hub.faults.expireWatches();
    const deleted = once(seen, 'delete a');
    await core.deleteNamespacedConfigMap({ name: 'a', namespace });
    await deleted;
    await informer.stop();
  });
});
