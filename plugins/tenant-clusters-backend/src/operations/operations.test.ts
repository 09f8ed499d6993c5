import { until } from '../__testUtils__/until';
import {
  REPOSITORY,
  startOperatedHub,
  type OperatedHub,
} from './__testUtils__/startOperatedHub';

jest.setTimeout(60_000);

const GROUP = 'platform.spokeport.dev';
const claim = (tenant: string, name: string) => `
apiVersion: ${GROUP}/v1alpha1
kind: TenantCluster
metadata:
  name: ${name}
  namespace: ${tenant}
spec:
  password: hunter22
`;
const definition = {
  apiVersion: 'apiextensions.crossplane.io/v1',
  kind: 'CompositeResourceDefinition',
  metadata: {
    name: `xtenantclusters.${GROUP}`,
    labels: { 'spokeport.dev/cluster': 'true' },
  },
  spec: {
    group: GROUP,
    names: { kind: 'XTenantCluster', plural: 'xtenantclusters' },
    claimNames: { kind: 'TenantCluster', plural: 'tenantclusters' },
    versions: [
      {
        name: 'v1alpha1',
        served: true,
        referenceable: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: { password: { type: 'string' } },
              },
            },
          },
        },
      },
    ],
  },
};
const application = (name: string, path: string) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name, namespace: 'argocd' },
  spec: {
    project: 'default',
    source: { repoURL: REPOSITORY, path, targetRevision: 'main' },
    destination: { server: 'https://kubernetes.default.svc' },
  },
});
const workflow = (
  name: string,
  claimUid: string | undefined,
  spec: object,
) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Workflow',
  metadata: {
    name,
    namespace: 'argo',
    labels: claimUid ? { 'spokeport.dev/claim-uid': claimUid } : {},
  },
  spec: { entrypoint: 'main', ...spec },
});
const GATE = { templates: [{ name: 'main', suspend: {} }] };
const FAILS = {
  templates: [
    {
      name: 'main',
      resource: {
        action: 'get',
        manifest: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: source }',
      },
    },
  ],
};

const app = (name: string) => `/applications/hub-eu/argocd/${name}/operations`;
const run = (name: string) => `/workflows/hub-eu/argo/${name}/operations`;

async function prepare(hub: OperatedHub) {
  for (const name of ['argocd', 'argo', 'payments', 'orders']) {
    hub.store.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    });
  }
  hub.commit({
    'payments/a.yaml': claim('payments', 'payments-prod-1'),
    'shared/a.yaml': claim('payments', 'payments-dev-1'),
    'shared/b.yaml': claim('orders', 'orders-dev-1'),
  });
  hub.store.create(definition as never);
  hub.store.create(application('tenant-payments', 'payments') as never);
  hub.store.create(application('shared', 'shared') as never);
  await sync(hub, 'tenant-payments');
  await sync(hub, 'shared');
  await until('the clusters', async () => {
    const { body } = await hub.get('/clusters');
    return body.items?.length === 3;
  });
}

/** By hand, as an operator would. */
async function sync(hub: OperatedHub, name: string) {
  const ref = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    namespace: 'argocd',
    name,
  };
  await until(`${name} is compared`, () =>
    Boolean(hub.store.get(ref)?.status?.sync?.revision),
  );
  hub.store.update({
    ...hub.store.get(ref)!,
    operation: { sync: { syncStrategy: { hook: {} } } },
  });
  await until(`${name} is synced`, () => {
    const now = hub.store.get(ref);
    return (
      !now?.operation && now?.status?.operationState?.phase === 'Succeeded'
    );
  });
}

/** The operation once the hub is done with it: on a busy machine that may be after its answer. */
async function settled(hub: OperatedHub, answer: Record<string, any>) {
  let now = answer;
  await until(`${answer.operation} ends`, async () => {
    if (['requested', 'acknowledged', 'running'].includes(now.state)) {
      now = (await hub.get(`/operations/${answer.id}`)).body;
      return false;
    }
    return true;
  });
  return now;
}

const uidOf = (
  hub: OperatedHub,
  ref: {
    apiVersion: string;
    kind: string;
    namespace?: string;
    name: string;
  },
) => hub.store.get(ref as never)!.metadata.uid!;
const claimRef = (tenant: string, name: string) => ({
  apiVersion: `${GROUP}/v1alpha1`,
  kind: 'TenantCluster',
  namespace: tenant,
  name,
});
const argoRef = (kind: string, namespace: string, name: string) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind,
  namespace,
  name,
});

describe('with Argo CD and Argo Server', () => {
  let hub: OperatedHub;
  beforeAll(async () => {
    hub = await startOperatedHub();
    await prepare(hub);
  }, 60_000);
  afterAll(() => hub?.stop());

  const known = (name: string) =>
    until(`${name} is known`, async () => {
      const { status } = await hub.get(run(name));
      return status === 200;
    });

  it('syncs for a tenant what is theirs, audited, once a key', async () => {
    const asked = { operation: 'sync', idempotencyKey: 'one' };
    const { status, body } = await hub.post(
      app('tenant-payments'),
      asked,
      'ana.souza',
    );
    expect([status, body.via]).toEqual([200, 'argo-cd']);
    expect(await settled(hub, body)).toMatchObject({
      state: 'succeeded',
      observed: { phase: 'Succeeded', sync: 'Synced' },
    });
    const again = await hub.post(app('tenant-payments'), asked, 'ana.souza');
    expect(again.body).toMatchObject({ id: body.id, repeated: true });
    const other = await hub.post(
      app('tenant-payments'),
      { ...asked, operation: 'refresh' },
      'ana.souza',
    );
    expect([other.status, other.body.error.name]).toEqual([
      409,
      'ConflictError',
    ]);
    const stands = await hub.get(`/operations/${body.id}`, 'ana.souza');
    expect(stands.body).toMatchObject({ id: body.id, state: 'succeeded' });
    expect((await hub.get(`/operations/${body.id}`, 'davi.rocha')).status).toBe(
      404,
    );
    expect(
      hub.audits.find(({ outcomeMeta }) => outcomeMeta?.id === body.id),
    ).toMatchObject({
      eventId: 'operation',
      severityLevel: 'medium',
      outcome: 'success',
      meta: { operation: 'sync', name: 'tenant-payments' },
    });
    expect(JSON.stringify(hub.audits)).not.toMatch(/cd-token|wf-token/);
  });

  it.each(['refresh', 'hard-refresh'])('does a %s', async operation => {
    const { body } = await hub.post(
      app('tenant-payments'),
      { operation },
      'ana.souza',
    );
    expect(await settled(hub, body)).toMatchObject({
      state: 'succeeded',
      via: 'argo-cd',
    });
  });

  it('tells an unreadable application from none by nothing', async () => {
    const hidden = await hub.post(
      app('tenant-payments'),
      { operation: 'sync' },
      'davi.rocha',
    );
    const none = await hub.post(
      app('no-such'),
      { operation: 'sync' },
      'davi.rocha',
    );
    expect([hidden.status, hidden.body.error]).toEqual([404, none.body.error]);
  });

  it('leaves what tenants share to the platform team', async () => {
    const theirs = await hub.post(
      app('shared'),
      { operation: 'sync' },
      'ana.souza',
    );
    expect([theirs.status, theirs.body.error.name]).toEqual([
      403,
      'NotAllowedError',
    ]);
    const ours = await hub.post(app('shared'), { operation: 'sync' });
    expect(ours.body.state).toBe('succeeded');
  });

  it('lets an auditor look, and audits what they try', async () => {
    const { body } = await hub.get(app('tenant-payments'), 'carla.dias');
    expect(
      body.items.map(({ allowed }: { allowed: boolean }) => allowed),
    ).toEqual([false, false, false, false]);
    const tried = await hub.post(
      app('tenant-payments'),
      { operation: 'sync' },
      'carla.dias',
    );
    expect(tried.status).toBe(403);
    expect(hub.audits.at(-1)).toMatchObject({
      outcome: 'fail',
      meta: { operation: 'sync' },
    });
  });

  it('says what can not be done now', async () => {
    const refused = await hub.post(app('tenant-payments'), {
      operation: 'terminate',
    });
    expect([refused.status, refused.body.error.message]).toEqual([
      409,
      'No operation of this Application is running',
    ]);
    const foreign = await hub.post(app('tenant-payments'), {
      operation: 'retry',
    });
    expect(foreign.status).toBe(400);
    expect(
      (await hub.post(app('tenant-payments'), { operation: 'explode' })).status,
    ).toBe(400);
  });

  it('asks Crossplane, and says that an older one does not answer', async () => {
    const uid = uidOf(hub, claimRef('payments', 'payments-prod-1'));
    const path = `/objects/hub-eu/${uid}/operations`;
    const { body } = await hub.post(
      path,
      { operation: 'reconcile' },
      'ana.souza',
    );
    expect(body).toMatchObject({ state: 'requested', via: 'object' });
    expect(body.message).toMatch(/before 2.3/);
    expect(
      hub.store.get(claimRef('payments', 'payments-prod-1') as never)!.metadata
        .annotations,
    ).toMatchObject({
      'crossplane.io/reconcile-requested-at': expect.any(String),
    });
    expect(
      (await hub.post(path, { operation: 'reconcile' }, 'davi.rocha')).status,
    ).toBe(404);
  });

  it('retries, resubmits, resumes and stops Workflows of a cluster', async () => {
    const uid = uidOf(hub, claimRef('payments', 'payments-prod-1'));
    hub.store.create(workflow('gate', uid, GATE) as never);
    hub.store.create(workflow('broken', uid, FAILS) as never);
    await known('gate');
    await until('it failed', async () => {
      const { body } = await hub.get(run('broken'));
      return body.items?.some(
        ({ operation, via }: { operation: string; via?: string }) =>
          operation === 'retry' && via === 'argo-server',
      );
    });
    await until('it waits', async () => {
      const { body } = await hub.get(run('gate'));
      return body.items?.some(
        ({ operation, via }: { operation: string; via?: string }) =>
          operation === 'resume' && via !== undefined,
      );
    });
    const resumed = await hub.post(
      run('gate'),
      { operation: 'resume' },
      'ana.souza',
    );
    expect(await settled(hub, resumed.body)).toMatchObject({
      state: 'succeeded',
      via: 'argo-server',
    });
    hub.store.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'source', namespace: 'argo' },
    });
    const retried = await hub.post(
      run('broken'),
      { operation: 'retry' },
      'ana.souza',
    );
    expect(await settled(hub, retried.body)).toMatchObject({
      state: 'succeeded',
    });
    const copy = await hub.post(
      run('gate'),
      { operation: 'resubmit' },
      'ana.souza',
    );
    expect(copy.body).toMatchObject({
      state: 'running',
      result: { kind: 'Workflow', name: expect.stringMatching(/^gate-/) },
    });
    const stopped = await hub.post(
      run(copy.body.result.name),
      { operation: 'stop' },
      'ana.souza',
    );
    expect(await settled(hub, stopped.body)).toMatchObject({
      state: 'succeeded',
    });
    const late = await hub.post(run(copy.body.result.name), {
      operation: 'stop',
    });
    expect(late.status).toBe(409);
    expect(
      (await hub.post(run('gate'), { operation: 'resubmit' }, 'davi.rocha'))
        .status,
    ).toBe(404);
  });

  it('keeps a Workflow that belongs to no claim for the platform team', async () => {
    hub.store.create(workflow('nobodys', undefined, GATE) as never);
    await known('nobodys');
    const { status } = await hub.post(
      run('nobodys'),
      { operation: 'stop' },
      'ana.souza',
    );
    expect(status).toBe(404);
    const ours = await hub.post(run('nobodys'), { operation: 'stop' });
    expect(ours.body.state).toBe('succeeded');
  });

  it('shows the YAML of a claim without what looks like a secret', async () => {
    const uid = uidOf(hub, claimRef('payments', 'payments-prod-1'));
    const path = `/objects/hub-eu/${uid}/manifest`;
    const { status, body } = await hub.get(path, 'ana.souza');
    expect(status).toBe(200);
    expect(body.yaml).toContain('name: payments-prod-1');
    expect(body.yaml).not.toMatch(/hunter22|managedFields|last-applied/);
    expect(body.withheld).toEqual(['spec.password']);
    expect((await hub.get(path, 'davi.rocha')).status).toBe(404);
    expect(
      hub.audits.find(
        ({ eventId, outcome, meta }) =>
          eventId === 'object-read' &&
          outcome === 'success' &&
          meta?.uid === uid,
      ),
    ).toMatchObject({ meta: { queryType: 'manifest' } });
    const events = await hub.get(`/objects/hub-eu/${uid}/events`, 'ana.souza');
    expect(events.body.items).toEqual(expect.any(Array));
  });

  it('shows a tenant of a shared application nothing of the others', async () => {
    const uid = uidOf(hub, argoRef('Application', 'argocd', 'shared'));
    const theirs = await hub.get(
      `/objects/hub-eu/${uid}/manifest`,
      'ana.souza',
    );
    expect(theirs.body.yaml).toContain('payments-dev-1');
    expect(theirs.body.yaml).not.toContain('orders-dev-1');
    const diff = await hub.get(`/objects/hub-eu/${uid}/diff`, 'ana.souza');
    expect(diff.body.items.map(({ name }: { name: string }) => name)).toEqual([
      'payments-dev-1',
    ]);
    const ours = await hub.get(`/objects/hub-eu/${uid}/manifest`);
    expect(ours.body.yaml).toContain('orders-dev-1');
  });

  it('never shows a Secret, whoever asks', async () => {
    hub.store.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 'cluster-a',
        namespace: 'argocd',
        labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
      },
      stringData: { config: 's3cret' },
    });
    const uid = uidOf(hub, {
      apiVersion: 'v1',
      kind: 'Secret',
      namespace: 'argocd',
      name: 'cluster-a',
    });
    await until(
      'the secret is known',
      async () =>
        (await hub.get(`/objects/hub-eu/${uid}/manifest`)).status === 403,
    );
    expect((await hub.get(`/objects/hub-eu/${uid}/events`)).status).toBe(403);
    expect(
      (await hub.get(`/objects/hub-eu/${uid}/manifest`, 'ana.souza')).status,
    ).toBe(404);
  });

  it('reads the log of a step', async () => {
    const found = hub.store.get(
      argoRef('Workflow', 'argo', 'broken') as never,
    )!;
    const { status, body } = await hub.get(
      `/objects/hub-eu/${found.metadata.uid}/log?node=broken`,
      'ana.souza',
    );
    expect(status).toBe(200);
    expect(body.text).toContain('the sandbox plays this step');
    const nothing = await hub.get(
      `/objects/hub-eu/${found.metadata.uid}/log?node=other`,
    );
    expect(nothing.status).toBe(400);
  });

  it('slows down whoever asks too often', async () => {
    const uid = uidOf(hub, claimRef('orders', 'orders-dev-1'));
    // At once: whatever the machine is doing, less comes back meanwhile than is taken.
    const answers = await Promise.all(
      Array.from({ length: 120 }, () =>
        hub.get(`/objects/hub-eu/${uid}/manifest`, 'davi.rocha'),
      ),
    );
    const statuses = new Set(answers.map(({ status }) => status));
    expect(statuses).toEqual(new Set([200, 429]));
  });

  it('names the hub that does not answer', async () => {
    await hub.api.faults.refuse();
    await until('the hub is missed', async () => {
      const { body } = await hub.post(app('tenant-payments'), {
        operation: 'refresh',
      });
      return body.error?.name === 'ServiceUnavailableError';
    });
    const { status, body } = await hub.post(app('tenant-payments'), {
      operation: 'refresh',
    });
    expect(status).toBe(503);
    expect(body.error.message).toMatch(/Hub Europe/);
  });
});

describe('without connections', () => {
  let hub: OperatedHub;
  beforeAll(async () => {
    hub = await startOperatedHub({ connected: false });
    await prepare(hub);
  }, 60_000);
  afterAll(() => hub?.stop());

  it('says what is missing for a sync, and refreshes by the annotation', async () => {
    const { status, body } = await hub.post(
      app('tenant-payments'),
      { operation: 'sync' },
      'ana.souza',
    );
    expect([status, body.error.name]).toEqual([409, 'NotConnectedError']);
    expect(body.error.message).toContain('tenantClusters.hubs[].argocd[]');
    const options = await hub.get(app('tenant-payments'), 'ana.souza');
    expect(options.body.items[0]).toMatchObject({
      operation: 'sync',
      allowed: true,
      missing: 'argocd',
    });
    const refreshed = await hub.post(
      app('tenant-payments'),
      { operation: 'refresh' },
      'ana.souza',
    );
    expect(await settled(hub, refreshed.body)).toMatchObject({
      state: 'succeeded',
      via: 'object',
    });
    const uid = uidOf(hub, argoRef('Application', 'argocd', 'tenant-payments'));
    const diff = await hub.get(`/objects/hub-eu/${uid}/diff`);
    expect(diff.body.error.name).toBe('NotConnectedError');
  });

  it('offers to resubmit what it can not retry, and does so by the object', async () => {
    const uid = uidOf(hub, claimRef('payments', 'payments-prod-1'));
    hub.store.create(workflow('broken', uid, FAILS) as never);
    await until('it failed', async () => {
      const { body } = await hub.get(run('broken'));
      return body.items?.[0].missing === 'argoServer';
    });
    const { status, body } = await hub.post(run('broken'), {
      operation: 'retry',
    });
    expect([status, body.error.name]).toEqual([409, 'NotConnectedError']);
    expect(body.error.message).toMatch(/[Rr]esubmit/);
    const copy = await hub.post(
      run('broken'),
      { operation: 'resubmit' },
      'ana.souza',
    );
    expect(copy.body).toMatchObject({ state: 'failed', via: 'object' });
    expect(copy.body.result.name).toMatch(/^broken-/);
  });

  it('resumes by the object', async () => {
    const uid = uidOf(hub, claimRef('payments', 'payments-prod-1'));
    hub.store.create(workflow('gate', uid, GATE) as never);
    await until('it waits', async () => {
      const { body } = await hub.get(run('gate'));
      return body.items?.some(
        ({ operation, via }: { operation: string; via?: string }) =>
          operation === 'resume' && via === 'object',
      );
    });
    const { body } = await hub.post(
      run('gate'),
      { operation: 'resume' },
      'ana.souza',
    );
    expect(body.state).toBe('succeeded');
    await until(
      'it ended',
      () =>
        hub.store.get(argoRef('Workflow', 'argo', 'gate') as never)?.status
          ?.phase === 'Succeeded',
    );
  });
});

it('syncs by the object where the operator says that this is right', async () => {
  const hub = await startOperatedHub({
    connected: false,
    patchApplications: true,
  });
  try {
    await prepare(hub);
    const { body } = await hub.post(
      app('tenant-payments'),
      { operation: 'sync' },
      'ana.souza',
    );
    expect(await settled(hub, body)).toMatchObject({
      state: 'succeeded',
      via: 'object',
    });
    const history = hub.store.get(
      argoRef('Application', 'argocd', 'tenant-payments') as never,
    )!.status.history;
    expect(history.at(-1).initiatedBy.username).toBe('user:default/ana.souza');
  } finally {
    await hub.stop();
  }
});
