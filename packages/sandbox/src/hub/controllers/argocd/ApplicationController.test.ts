import { TestHub } from '../__testUtils__/TestHub';
import { KubeObject } from '../../store/types';

jest.setTimeout(30_000);

const repoURL = 'https://git.example.org/acme/platform.git';
const spoke = 'https://spoke.example.org';
const configMap = (name: string, value = 'a') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  key: ${value}\n`;

const application = (spec: Record<string, unknown> = {}): KubeObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'app', namespace: 'argocd' },
  spec: {
    project: 'default',
    source: { repoURL, path: 'apps', targetRevision: 'main' },
    destination: {
      server: 'https://kubernetes.default.svc',
      namespace: 'shop',
    },
    syncPolicy: { automated: { prune: true, selfHeal: true } },
    ...spec,
  },
});
const project = (spec: Record<string, unknown>): KubeObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  metadata: { name: 'shop', namespace: 'argocd' },
  spec: {
    sourceRepos: ['https://git.example.org/acme/*'],
    destinations: [
      { server: 'https://kubernetes.default.svc', namespace: 'shop' },
    ],
    ...spec,
  },
});
const clusterSecret: KubeObject = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {
    name: 'cluster-spoke',
    namespace: 'argocd',
    labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
  },
  stringData: { name: 'spoke', server: spoke, config: '{}' },
};

describe('Applications', () => {
  let hub: TestHub;
  beforeEach(() => {
    hub = new TestHub(50);
    for (const name of ['argocd', 'shop']) {
      hub.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    }
  });
  afterEach(() => hub.close());

  const status = () => hub.application('app')?.status;
  const settled = (sync: string, health: string) =>
    hub.until(`${sync}/${health}`, () => {
      const found = status();
      return (
        found?.sync?.status === sync &&
        found?.health?.status === health &&
        !hub.application('app')?.operation &&
        found
      );
    });
  const live = (name: string) =>
    hub.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name });

  it.each([
    {
      reason: 'a project that does not exist',
      app: application({ project: 'nowhere' }),
      message: 'Application referencing project nowhere which does not exist',
    },
    {
      reason: 'a cluster nobody registered',
      app: application({ destination: { name: 'mars', namespace: 'shop' } }),
      message:
        'application destination spec for app is invalid: unable to find destination server: there are no clusters with this name: mars',
    },
    {
      reason: 'a repository the project does not allow',
      app: application({
        project: 'shop',
        source: { repoURL: 'https://other.example.org/x.git', path: 'apps' },
      }),
      message:
        "application repo https://other.example.org/x.git is not permitted in project 'shop'",
    },
    {
      reason: 'a namespace the project does not allow',
      app: application({
        project: 'shop',
        destination: {
          server: 'https://kubernetes.default.svc',
          namespace: 'other',
        },
      }),
      message:
        "application destination server 'https://kubernetes.default.svc' and namespace 'other' do not match any of the allowed destinations in project 'shop'",
    },
  ])('InvalidSpecError: $reason', async ({ app, message }) => {
    hub.commit(repoURL, { 'apps/a.yaml': configMap('a') });
    hub.apply(project({}), app);
    hub.start();
    const { conditions } = await settled('Unknown', 'Unknown');
    expect(conditions).toMatchObject([{ type: 'InvalidSpecError', message }]);
  });

  it('refuses what the project does not let it bring', async () => {
    hub.commit(repoURL, {
      'apps/role.yaml':
        'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: all }\nrules: []\n',
    });
    hub.apply(
      project({}),
      application({
        project: 'shop',
        syncPolicy: { automated: {}, retry: { limit: 0 } },
      }),
    );
    hub.start();
    await hub.until(
      'the failure',
      () => status()?.operationState?.phase === 'Failed',
    );
    expect(status().operationState).toMatchObject({
      message: 'one or more synchronization tasks are not valid',
      syncResult: {
        resources: [
          {
            message:
              'resource rbac.authorization.k8s.io:ClusterRole is not permitted in project shop',
          },
        ],
      },
    });
  });

  it('heals drift, drops removed fields and prunes what left Git', async () => {
    hub.commit(repoURL, {
      'apps/a.yaml': `${configMap('a')}  gone: soon\n`,
      'apps/b.yaml': configMap('b'),
    });
    hub.apply(application());
    hub.start();
    await settled('Synced', 'Healthy');
    expect(live('a')?.metadata.annotations).toMatchObject({
      'argocd.argoproj.io/tracking-id': 'app:/ConfigMap:shop/a',
    });
    hub.store.update({ ...live('a')!, data: { key: 'drifted', gone: 'soon' } });
    await hub.until('the healing', () => live('a')?.data.key === 'a');

    hub.commit(repoURL, {
      'apps/a.yaml': configMap('a'),
      'apps/b.yaml': undefined,
    });
    hub.push(repoURL);
    await hub.until('the pruning', () => !live('b'));
    await hub.until('the removed field to go', () => !live('a')?.data.gone);
    await settled('Synced', 'Healthy');
  });

  it('takes everything with it when it has the finalizer', async () => {
    hub.commit(repoURL, { 'apps/a.yaml': configMap('a') });
    const app = application();
    app.metadata.finalizers = ['resources-finalizer.argocd.argoproj.io'];
    hub.apply(app);
    hub.start();
    await settled('Synced', 'Healthy');
    hub.store.delete({ ...app, name: 'app', namespace: 'argocd' });
    await hub.until('the Application to go', () => !hub.application('app'));
    expect(live('a')).toBeUndefined();
  });

  it('keeps a spoke to itself: Progressing, then Healthy, also after a restart', async () => {
    hub.apply(
      clusterSecret,
      application({
        source: {
          repoURL: 'https://charts.example.org',
          chart: 'nginx',
          targetRevision: '1.0.0',
        },
        destination: { name: 'spoke', namespace: 'web' },
        syncPolicy: { automated: {}, syncOptions: ['CreateNamespace=true'] },
      }),
    );
    hub.start();
    await settled('Synced', 'Healthy');
    expect(
      hub.states(
        ({ kind }) => kind === 'Application',
        object => object.status?.health?.status ?? '-',
      ),
    ).toEqual(['-', 'Missing', 'Progressing', 'Healthy']);
    expect(
      hub.store.list({ apiVersion: 'apps/v1', kind: 'Deployment' }),
    ).toEqual([]);

    await hub.stop();
    hub.events.length = 0;
    hub.start();
    // When it looked is written in whole seconds: only a look in a later one shows.
    await hub.until('another look', () => {
      hub.push('https://charts.example.org');
      return hub.events.length > 0;
    });
    expect(
      hub.events
        .filter(({ object }) => object.kind === 'Application')
        .map(({ object }) => object.status.sync.status),
    ).not.toContain('OutOfSync');
  });
});
