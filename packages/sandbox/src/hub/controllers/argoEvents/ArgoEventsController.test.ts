import { TestHub } from '../__testUtils__/TestHub';
import { KubeObject } from '../../store/types';

jest.setTimeout(30_000);

const watch = (eventTypes: string[]) => ({
  group: '',
  version: 'v1',
  resource: 'configmaps',
  namespace: '',
  eventTypes,
  filter: {
    ...(eventTypes.includes('ADD') ? { afterStart: true } : {}),
    labels: [{ key: 'event', operation: '==', value: 'cluster' }],
  },
});
const source: KubeObject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'EventSource',
  metadata: { name: 'clusters', namespace: 'argo-events' },
  spec: {
    resource: {
      added: watch(['ADD']),
      changed: watch(['UPDATE']),
      removed: watch(['DELETE']),
    },
  },
};
const trigger = (dependency: string) => ({
  template: {
    name: `on-${dependency}`,
    conditions: dependency,
    k8s: {
      operation: 'create',
      source: {
        resource: {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: {
            generateName: `${dependency}-`,
            labels: { about: 'none' },
          },
          stringData: { list: [] },
        },
      },
      parameters: [
        {
          src: {
            dependencyName: dependency,
            dataKey: 'body.metadata.labels.acme\\.org/name',
            value: 'unnamed',
          },
          dest: 'metadata.labels.about',
        },
        {
          src: {
            dependencyName: dependency,
            dataTemplate: '{{ .Input.type }}:{{ .Input.body.data.key }}',
          },
          dest: 'stringData.what',
        },
      ],
    },
  },
});
const sensor: KubeObject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Sensor',
  metadata: { name: 'tell', namespace: 'argo-events' },
  spec: {
    dependencies: ['added', 'changed', 'removed'].map(name => ({
      name,
      eventSourceName: 'clusters',
      eventName: name,
    })),
    triggers: ['added', 'changed', 'removed'].map(trigger),
  },
};
for (const { template } of sensor.spec.triggers) {
  delete template.k8s.source.resource.stringData.list;
}
const configMap = (key: string, labels = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: 'event',
    namespace: 'default',
    labels: { event: 'cluster', 'acme.org/name': 'prod', ...labels },
  },
  data: { key },
});

describe('Argo Events', () => {
  let hub: TestHub;
  beforeEach(() => {
    hub = new TestHub(100);
    hub.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'argo-events' },
    });
    hub.apply(source, sensor);
  });
  afterEach(() => hub.close());

  const told = () =>
    hub.store
      .list({ apiVersion: 'v1', kind: 'Secret', namespace: 'argo-events' })
      .map(({ metadata, data }) => ({
        about: metadata.labels?.about,
        trigger: metadata.labels?.['events.argoproj.io/trigger'],
        what: Buffer.from(data.what, 'base64').toString(),
      }))
      .sort((a, b) => (a.what < b.what ? -1 : 1));
  const count = (expected: number) =>
    hub.until(`${expected} objects`, () => told().length >= expected);

  it('tells of what is added, changed and removed, each once', async () => {
    hub.start();
    hub.apply(configMap('a'));
    await count(1);
    hub.apply(configMap('b'));
    await count(2);
    hub.store.delete({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: 'default',
      name: 'event',
    });
    await count(3);
    expect(told()).toEqual([
      { about: 'prod', trigger: 'on-added', what: 'ADD:a' },
      { about: 'prod', trigger: 'on-removed', what: 'DELETE:b' },
      { about: 'prod', trigger: 'on-changed', what: 'UPDATE:b' },
    ]);
  });

  it('repeats nothing after a restart, and catches up on what changed meanwhile', async () => {
    hub.start();
    hub.apply(configMap('a'));
    await count(1);
    await hub.stop();
    hub.start();
    await hub.stop();
    expect(told()).toHaveLength(1);
    hub.apply(configMap('b'));
    hub.start();
    await count(2);
    expect(told().map(({ what }) => what)).toEqual(['ADD:a', 'UPDATE:b']);
  });

  it('does not look at what its filter leaves out', async () => {
    hub.start();
    hub.apply(configMap('a', { event: 'other' }));
    hub.apply({
      ...configMap('b'),
      metadata: { ...configMap('b').metadata, name: 'event-2' },
    });
    await count(1);
    expect(told()).toMatchObject([{ what: 'ADD:b' }]);
  });

  it('shows conditions that describe deployment only', async () => {
    hub.start();
    const conditions = await hub.until(
      'conditions',
      () =>
        hub.get({ ...sensor, name: 'tell', namespace: 'argo-events' })?.status
          ?.conditions,
    );
    expect(
      conditions.map(
        ({ type, status }: Record<string, string>) => `${type}=${status}`,
      ),
    ).toEqual([
      'DependenciesProvided=True',
      'Deployed=True',
      'TriggersProvided=True',
    ]);
  });
});
