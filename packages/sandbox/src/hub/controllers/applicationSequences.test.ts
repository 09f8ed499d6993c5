import recorded from './__fixtures__/recordedSequences.json';
import { TestHub } from './__testUtils__/TestHub';
import { KubeObject } from '../store/types';

jest.setTimeout(30_000);

const repoURL = 'https://git.example.org/platform.git';

function application(
  name: string,
  path: string,
  more: Record<string, unknown> = {},
): KubeObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd' },
    spec: {
      project: 'default',
      source: { repoURL, path, targetRevision: 'main' },
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: 'team-a',
      },
      ...more,
    },
  };
}

const configMap = (value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  key: ${value}\n`;

const state = ({ operation, status }: KubeObject) =>
  `${status?.sync?.status}/${status?.health?.status} ${
    status?.operationState?.phase ?? '-'
  }${operation ? ' operation' : ''}`;

describe('sequences of an Application, as the real controller wrote them', () => {
  let hub: TestHub;

  beforeEach(() => {
    hub = new TestHub(20);
    for (const name of ['argocd', 'team-a']) {
      hub.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    }
  });
  afterEach(() => hub.close());

  const states = (name: string, read: (object: KubeObject) => string) =>
    hub.states(
      ({ kind, metadata }) => kind === 'Application' && metadata.name === name,
      read,
    );
  const settled = (name: string, expected: string) =>
    hub.until(`${name} to be ${expected}`, () => {
      const app = hub.application(name);
      return app && state(app) === expected && app;
    });

  it('synced by a top-level operation', async () => {
    hub.commit(repoURL, { 'apps/manual/settings.yaml': configMap('a') });
    hub.apply(application('manual', 'apps/manual'));
    hub.start();
    const app = await settled('manual', 'OutOfSync/Healthy -');
    hub.events.length = 0;
    hub.store.update({
      ...app,
      operation: {
        initiatedBy: { username: 'portal' },
        sync: { revision: 'main', syncStrategy: { hook: {} } },
      },
    });
    const synced = await settled('manual', 'Synced/Healthy Succeeded');
    expect(['OutOfSync/Healthy -', ...states('manual', state)]).toEqual(
      recorded.applicationByOperation,
    );
    expect(synced.status.history).toMatchObject([
      { id: 0, initiatedBy: { username: 'portal' } },
    ]);
    expect(synced.status.operationState.syncResult.resources).toMatchObject([
      {
        kind: 'ConfigMap',
        hookPhase: 'Running',
        message: 'configmap/settings created',
        status: 'Synced',
        syncPhase: 'Sync',
      },
    ]);
  });

  it('synced by itself after a push', async () => {
    hub.commit(repoURL, { 'clusters/settings.yaml': configMap('a') });
    hub.apply(
      application('tenants', 'clusters', {
        syncPolicy: { automated: { prune: true, selfHeal: true } },
      }),
    );
    hub.start({ argocdPollSeconds: 1000 });
    await settled('tenants', 'Synced/Healthy Succeeded');
    hub.events.length = 0;
    const sha = hub.commit(repoURL, {
      'clusters/settings.yaml': configMap('b'),
    });
    hub.push(repoURL.replace(/\.git$/, ''));
    await hub.until('the new revision', () =>
      hub
        .application('tenants')
        ?.status.history.some(
          ({ revision }: { revision: string }) => revision === sha,
        ),
    );
    await settled('tenants', 'Synced/Healthy Succeeded');
    // The recorded controller healed once more because it compared before its cache had seen the sync: a race.
    expect(['Synced/Healthy Succeeded', ...states('tenants', state)]).toEqual([
      ...recorded.applicationAutomated,
      'Synced/Healthy Succeeded',
    ]);
  });

  it('failing, retried once and given up', async () => {
    hub.commit(repoURL, {
      'apps/broken/thing.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: Not_A_Name\n',
    });
    hub.apply(
      application('broken', 'apps/broken', {
        syncPolicy: {
          automated: {},
          retry: { limit: 1, backoff: { duration: '2s' } },
        },
      }),
    );
    hub.start();
    await hub.until('the SyncError', () =>
      hub
        .application('broken')
        ?.status?.conditions?.some(
          ({ type }: { type: string }) => type === 'SyncError',
        ),
    );
    const shape = (text: string) =>
      text
        .replace(/reason: [\s\S]*?(?=\. Retrying| \(retried)/, 'reason: …')
        .replace(/at \d+:\d+[AP]M/, 'at …');
    const seen = states('broken', ({ status }) => {
      const { phase = '-', message = '' } = status?.operationState ?? {};
      const types = (status?.conditions ?? []).map(
        ({ type }: { type: string }) => type,
      );
      return shape(`${phase} ${message} ${types.join(',')}`);
    });
    expect(seen.filter(text => /reason|Retrying/.test(text))).toEqual(
      recorded.applicationFailing.map(shape),
    );
  });

  it('of a path that does not exist: ComparisonError, Unknown, and Healthy all the same', async () => {
    hub.commit(repoURL, { 'README.md': 'nothing here' });
    hub.apply(application('lost', 'apps/nowhere'));
    hub.start();
    const app = await settled('lost', 'Unknown/Healthy -');
    expect(app.status).toMatchObject({
      conditions: [
        {
          type: 'ComparisonError',
          message:
            'Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = apps/nowhere: app path does not exist',
        },
      ],
      sync: { status: 'Unknown', revision: 'main' },
      resourceHealthSource: 'appTree',
    });
  });
});
