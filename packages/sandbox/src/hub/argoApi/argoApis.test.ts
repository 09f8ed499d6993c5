import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHubApi, type HubApi } from '../api/startHubApi';
import { TestHub } from '../controllers/__testUtils__/TestHub';
import type { KubeObject } from '../store/types';
import { createArgocdApi, createArgoServerApi } from '.';

jest.setTimeout(30_000);

const repoURL = 'https://git.example.org/acme/platform.git';
const APPLICATION = '/argocd/api/v1/applications/app';
const WORKFLOW = '/argo-server/api/v1/workflows/argo/run';

const configMap = (name: string, value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  key: ${value}\n`;

const application: KubeObject = {
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
  },
};

const readTwo: KubeObject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Workflow',
  metadata: {
    name: 'run',
    namespace: 'argo',
    labels: { 'spokeport.dev/claim-uid': 'uid-1' },
  },
  spec: {
    entrypoint: 'main',
    templates: [
      {
        name: 'main',
        dag: {
          tasks: [
            { name: 'first', template: 'wait' },
            { name: 'second', template: 'read', depends: 'first' },
            { name: 'third', template: 'wait', depends: 'second' },
          ],
        },
      },
      { name: 'wait', container: { image: 'x', command: ['x'] } },
      {
        name: 'read',
        resource: {
          action: 'get',
          manifest:
            'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: source }',
        },
      },
    ],
  },
};

let hub: TestHub;
let api: HubApi;
let dir: string;

async function call(
  method: string,
  path: string,
  options: { body?: unknown; token?: string } = {},
) {
  const { body, token = path.startsWith('/argocd') ? 'cd' : 'wf' } = options;
  const response = await fetch(`${api.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, text, json: () => JSON.parse(text) };
}

beforeEach(async () => {
  hub = new TestHub(100);
  dir = await mkdtemp(join(tmpdir(), 'argo-apis-'));
  for (const name of ['argocd', 'shop', 'argo']) {
    hub.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  hub.commit(repoURL, { 'apps/a.yaml': configMap('a', 'one') });
  hub.start();
  api = await startHubApi({
    store: hub.store,
    dir,
    port: 0,
    tls: false,
    tokens: {},
    routes: {
      argocd: createArgocdApi({
        prefix: '/argocd',
        token: 'cd',
        store: hub.store,
        managedResources: ref => hub.managedResources(ref),
      }),
      'argo-server': createArgoServerApi({
        prefix: '/argo-server',
        token: 'wf',
        store: hub.store,
      }),
    },
  });
});

afterEach(async () => {
  await api.close();
  await hub.close();
  await rm(dir, { recursive: true, force: true });
});

describe('the API of Argo CD', () => {
  const operationState = () =>
    hub.application('app')?.status?.operationState ?? {};
  const compared = () =>
    hub.until('a comparison', () => hub.application('app')?.status?.sync);
  const synced = () =>
    hub.until(
      'the end of the sync',
      () => !hub.application('app')?.operation && operationState().finishedAt,
    );

  it('lets in whoever has the token', async () => {
    expect(
      (await call('GET', '/argocd/api/v1/session/userinfo')).json(),
    ).toMatchObject({ loggedIn: true });
    const stranger = await call('GET', APPLICATION, { token: 'other' });
    expect([stranger.status, stranger.json().code]).toEqual([401, 16]);
    expect((await call('GET', '/argocd/api/v1/settings')).status).toBe(501);
  });

  it('syncs, and refuses a second sync meanwhile', async () => {
    hub.apply(application);
    await compared();
    // Nobody does it before it is asked for again.
    await hub.stop();
    const asked = await call('POST', `${APPLICATION}/sync`, {
      body: {
        name: 'app',
        appNamespace: 'argocd',
        project: 'default',
        infos: [{ name: 'why', value: 'a test' }],
      },
    });
    expect(asked.json().operation).toMatchObject({
      initiatedBy: { username: 'spokeport' },
      info: [{ name: 'why', value: 'a test' }],
    });
    const again = await call('POST', `${APPLICATION}/sync`, { body: {} });
    expect([again.status, again.json().message]).toEqual([
      400,
      'another operation is already in progress',
    ]);
    hub.start();
    await synced();
    expect(operationState()).toMatchObject({
      phase: 'Succeeded',
      operation: { info: [{ name: 'why', value: 'a test' }] },
    });
    expect(
      hub.get({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace: 'shop',
        name: 'a',
      })?.data,
    ).toEqual({ key: 'one' });
  });

  it('does nothing in a dry run, and says what it would do', async () => {
    hub.apply(application);
    await compared();
    await call('POST', `${APPLICATION}/sync`, { body: { dryRun: true } });
    await synced();
    expect(operationState().syncResult.resources[0]).toMatchObject({
      name: 'a',
      message: 'configmap/a created',
    });
    expect(
      hub.get({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace: 'shop',
        name: 'a',
      }),
    ).toBeUndefined();
    expect(hub.application('app')?.status?.history).toBeUndefined();
  });

  it('tells what Git wants from what is there', async () => {
    hub.apply(application);
    await compared();
    await call('POST', `${APPLICATION}/sync`, { body: {} });
    await synced();
    hub.commit(repoURL, { 'apps/a.yaml': configMap('a', 'two') });
    const refreshed = await call('GET', `${APPLICATION}?refresh=hard`);
    expect(refreshed.json().status.sync.status).toBe('OutOfSync');
    const { items } = (
      await call('GET', `${APPLICATION}/managed-resources?kind=ConfigMap`)
    ).json();
    expect(items).toMatchObject([{ kind: 'ConfigMap', modified: true }]);
    expect(JSON.parse(items[0].liveState).data).toEqual({ key: 'one' });
    expect(JSON.parse(items[0].predictedLiveState).data).toEqual({
      key: 'two',
    });
    expect(
      (await call('GET', `${APPLICATION}/managed-resources?kind=Pod`)).json()
        .items,
    ).toEqual([]);
  });

  it('terminates the running operation, and no other', async () => {
    hub.apply(application);
    await compared();
    expect((await call('DELETE', `${APPLICATION}/operation`)).status).toBe(400);
    await hub.stop();
    await call('POST', `${APPLICATION}/sync`, { body: {} });
    hub.store.update({
      ...hub.application('app')!,
      status: {
        ...hub.application('app')!.status,
        operationState: {
          phase: 'Running',
          startedAt: '2026-11-20T10:00:00Z',
          operation: {},
        },
      },
    });
    expect((await call('DELETE', `${APPLICATION}/operation`)).status).toBe(200);
    expect(operationState().phase).toBe('Terminating');
    hub.start();
    await synced();
    expect(operationState()).toMatchObject({
      phase: 'Failed',
      message: 'Operation terminated',
    });
  });

  it('does not know applications of other projects', async () => {
    hub.apply(application);
    expect((await call('GET', `${APPLICATION}?project=other`)).status).toBe(
      404,
    );
  });
});

describe('the API of Argo Server', () => {
  const run = (name = 'run') =>
    hub.get({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Workflow',
      namespace: 'argo',
      name,
    });
  const ended = (phase: string) =>
    hub.until(phase, () => run()?.status?.phase === phase && run());
  const nodeOf = (name: string) =>
    Object.values<any>(run()?.status?.nodes ?? {}).find(
      ({ displayName }) => displayName === name,
    );

  it('retries what failed, and only that', async () => {
    hub.apply(readTwo);
    await ended('Failed');
    const before = nodeOf('first');
    expect(nodeOf('third').phase).toBe('Omitted');
    hub.apply({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'source', namespace: 'argo' },
      data: {},
    });
    expect((await call('PUT', `${WORKFLOW}/retry`, { body: {} })).status).toBe(
      200,
    );
    await ended('Succeeded');
    expect(nodeOf('first')).toEqual(before);
    expect(nodeOf('third').phase).toBe('Succeeded');
    const again = await call('PUT', `${WORKFLOW}/retry`, { body: {} });
    expect(again.status).toBe(400);
  });

  it('resubmits as a copy that says of what', async () => {
    hub.apply(readTwo);
    await ended('Failed');
    const copy = (
      await call('PUT', `${WORKFLOW}/resubmit`, { body: {} })
    ).json();
    expect(copy.metadata).toMatchObject({
      namespace: 'argo',
      labels: {
        'spokeport.dev/claim-uid': 'uid-1',
        'workflows.argoproj.io/resubmitted-from-workflow': 'run',
      },
    });
    await hub.until(
      'its end',
      () => run(copy.metadata.name)?.status?.phase === 'Failed',
    );
  });

  it('suspends, resumes and stops', async () => {
    const gate = {
      ...readTwo,
      spec: {
        entrypoint: 'main',
        templates: [
          {
            name: 'main',
            steps: [
              [{ name: 'approve', template: 'gate' }],
              [{ name: 'approve-again', template: 'gate' }],
            ],
          },
          { name: 'gate', suspend: {} },
        ],
      },
    };
    hub.apply(gate);
    const waiting = (name: string) =>
      hub.until(name, () => nodeOf(name)?.phase === 'Running' && nodeOf(name));
    const node = await waiting('approve');
    await call('PUT', `${WORKFLOW}/resume`, {
      body: { nodeFieldSelector: `id=${node.id}` },
    });
    await waiting('approve-again');
    expect(nodeOf('approve').phase).toBe('Succeeded');
    await call('PUT', `${WORKFLOW}/suspend`, { body: {} });
    expect(run()?.spec.suspend).toBe(true);
    await call('PUT', `${WORKFLOW}/stop`, { body: {} });
    await ended('Failed');
    expect(run()?.status.message).toBe("Stopped with strategy 'Stop'");
    const late = await call('PUT', `${WORKFLOW}/terminate`, { body: {} });
    expect(late.status).toBe(400);
  });

  it('gives the log of a step as a stream of entries', async () => {
    hub.apply(readTwo);
    await ended('Failed');
    const hash = nodeOf('first').id.split('-').at(-1);
    const { text } = await call(
      'GET',
      `${WORKFLOW}/log?podName=run-wait-${hash}&logOptions.tailLines=1`,
    );
    expect(JSON.parse(text)).toEqual({
      result: { content: 'ended: Succeeded', podName: `run-wait-${hash}` },
    });
  });

  it('lets in whoever has the token, and knows what there is', async () => {
    expect((await call('GET', '/argo-server/api/v1/userinfo')).status).toBe(
      200,
    );
    expect(
      (await call('PUT', `${WORKFLOW}/retry`, { token: 'other' })).status,
    ).toBe(401);
    expect((await call('PUT', `${WORKFLOW}/retry`, { body: {} })).status).toBe(
      404,
    );
  });
});
