import type { OperationName } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ProjectedObject } from '../../projections/types';
import type { Connections } from '../types';
import { copyOfWorkflow } from './copyOfWorkflow';
import { operationOf } from './operationsOf';
import { isNewer } from './read';

const object = (role: ProjectedObject['role'], more: object = {}) =>
  ({
    hub: 'hub',
    role,
    apiVersion: 'a/v1',
    kind: 'K',
    namespace: 'n',
    name: 'one',
    resourceVersion: '10',
    annotations: {},
    conditions: [],
    nodes: [],
    phase: '',
    ...more,
  } as unknown as ProjectedObject);

const NONE = { patchApplications: false } as Connections;

it.each<{
  reason: string;
  operation: OperationName;
  before: ProjectedObject;
  plan: object;
}>([
  {
    reason: 'its Argo CD is not connected',
    operation: 'sync',
    before: object('application'),
    plan: { missing: 'argocd' },
  },
  {
    reason: 'it is being deleted',
    operation: 'sync',
    before: object('application', { deletedAt: '2026-11-20T10:00:00Z' }),
    plan: { conflict: expect.stringContaining('deleted') },
  },
  {
    reason: 'nothing runs',
    operation: 'terminate',
    before: object('application', { operation: { phase: 'Succeeded' } }),
    plan: { conflict: expect.any(String) },
  },
  {
    reason: 'a refresh grants nothing',
    operation: 'refresh',
    before: object('application'),
    plan: { via: 'object' },
  },
  {
    reason: 'it is paused',
    operation: 'reconcile',
    before: object('managed', { paused: true }),
    plan: { conflict: expect.stringContaining('paused') },
  },
  {
    reason: 'Flux is suspended',
    operation: 'reconcile',
    before: object('kustomization', { suspended: true }),
    plan: { conflict: expect.stringContaining('suspended') },
  },
  {
    reason: 'it did not fail',
    operation: 'retry',
    before: object('workflow', { phase: 'Succeeded' }),
    plan: { conflict: expect.any(String) },
  },
  {
    reason: 'there is no Argo Server',
    operation: 'retry',
    before: object('workflow', { phase: 'Failed' }),
    plan: { missing: 'argoServer', reason: expect.stringMatching(/Resubmit/) },
  },
  {
    reason: 'nothing waits',
    operation: 'resume',
    before: object('workflow', { phase: 'Running', suspended: false }),
    plan: { conflict: expect.any(String) },
  },
  {
    reason: 'it is over',
    operation: 'suspend',
    before: object('workflow', { phase: 'Failed' }),
    plan: { conflict: expect.any(String) },
  },
])('plans $operation when $reason', ({ operation, before, plan }) => {
  expect(operationOf(before, operation)!.plan(before, NONE)).toMatchObject(
    plan,
  );
});

const ASKED = { requestedAt: '2026-11-20T10:00:00.000Z' };

it.each<{
  reason: string;
  operation: OperationName;
  after: ProjectedObject;
  baseline: Record<string, string>;
  state: string;
}>([
  {
    reason: 'the last operation is still the one before',
    operation: 'sync',
    after: object('application', {
      operation: {
        phase: 'Succeeded',
        startedAt: 'a',
        finishedAt: 'b',
        revisions: [],
      },
    }),
    baseline: { startedAt: 'a', finishedAt: 'b' },
    state: 'requested',
  },
  {
    reason: 'it began and ended in the second in which the one before did',
    operation: 'sync',
    after: object('application', {
      operation: {
        id: 'mine',
        phase: 'Succeeded',
        startedAt: 'a',
        finishedAt: 'b',
        revisions: [],
      },
    }),
    baseline: { id: 'mine', startedAt: 'a', finishedAt: 'b' },
    state: 'succeeded',
  },
  {
    reason: 'the one of that second is still the one before',
    operation: 'sync',
    after: object('application', {
      operation: {
        id: 'earlier',
        phase: 'Succeeded',
        startedAt: 'a',
        finishedAt: 'b',
        revisions: [],
      },
    }),
    baseline: { id: 'mine', startedAt: 'a', finishedAt: 'b' },
    state: 'requested',
  },
  {
    reason: 'a new one began',
    operation: 'sync',
    after: object('application', {
      operation: { phase: 'Running', startedAt: 'c', revisions: [] },
    }),
    baseline: { startedAt: 'a', finishedAt: 'b' },
    state: 'running',
  },
  {
    reason: 'the new one failed',
    operation: 'sync',
    after: object('application', {
      operation: {
        phase: 'Error',
        startedAt: 'c',
        finishedAt: 'd',
        revisions: [],
      },
    }),
    baseline: { startedAt: 'a', finishedAt: 'b' },
    state: 'failed',
  },
  {
    reason: 'somebody else began it, and it is followed',
    operation: 'sync',
    after: object('application', {
      operation: { phase: 'Running', startedAt: 'a', revisions: [] },
    }),
    baseline: { follow: 'running' },
    state: 'running',
  },
  {
    reason: 'the annotation is still there',
    operation: 'refresh',
    after: object('application', {
      resourceVersion: '12',
      annotations: { 'argocd.argoproj.io/refresh': 'normal' },
    }),
    baseline: { resourceVersion: '11' },
    state: 'requested',
  },
  {
    reason: 'the fleet has not heard of the annotation yet',
    operation: 'refresh',
    after: object('application', { resourceVersion: '9' }),
    baseline: { resourceVersion: '11' },
    state: 'requested',
  },
  {
    reason: 'the controller removed it',
    operation: 'refresh',
    after: object('application', { resourceVersion: '12' }),
    baseline: { resourceVersion: '11' },
    state: 'succeeded',
  },
  {
    reason: 'the runtime answered an earlier request',
    operation: 'reconcile',
    after: object('managed', { handledReconcileAt: '2026-11-20T09:00:00Z' }),
    baseline: ASKED,
    state: 'requested',
  },
  {
    reason: 'the runtime answered, and all is well',
    operation: 'reconcile',
    after: object('managed', {
      handledReconcileAt: ASKED.requestedAt,
      conditions: [{ type: 'Synced', status: 'True' }],
    }),
    baseline: ASKED,
    state: 'succeeded',
  },
  {
    reason: 'the runtime answered, and could not',
    operation: 'reconcile',
    after: object('managed', {
      handledReconcileAt: ASKED.requestedAt,
      conditions: [{ type: 'Synced', status: 'False', message: 'denied' }],
    }),
    baseline: ASKED,
    state: 'failed',
  },
  {
    reason: 'Flux answered and works on it',
    operation: 'reconcile',
    after: object('kustomization', {
      handledReconcileAt: ASKED.requestedAt,
      conditions: [
        { type: 'Ready', status: 'Unknown' },
        { type: 'Reconciling', status: 'True' },
      ],
    }),
    baseline: ASKED,
    state: 'acknowledged',
  },
  {
    reason: 'a Workflow still shows how it failed before',
    operation: 'retry',
    after: object('workflow', { phase: 'Failed', finishedAt: 'a' }),
    baseline: { finishedAt: 'a' },
    state: 'requested',
  },
  {
    reason: 'it failed again',
    operation: 'retry',
    after: object('workflow', { phase: 'Failed', finishedAt: 'b' }),
    baseline: { finishedAt: 'a' },
    state: 'failed',
  },
  {
    reason: 'the node that was asked for goes on, though another waits now',
    operation: 'resume',
    after: object('workflow', {
      phase: 'Running',
      suspended: true,
      nodes: [{ id: 'n2', type: 'Suspend', phase: 'Running' }],
    }),
    baseline: { nodes: 'n1' },
    state: 'succeeded',
  },
])(
  'sees $operation as $state when $reason',
  ({ operation, after, baseline, state }) => {
    expect(operationOf(after, operation)!.observe(after, baseline).state).toBe(
      state,
    );
  },
);

it('asks the source of a Kustomization first', async () => {
  const asked: string[] = [];
  const before = object('kustomization', {
    namespace: 'flux-system',
    source: { kind: 'GitRepository', name: 'platform' },
  });
  await operationOf(before, 'reconcile')!.start({
    id: 'one',
    object: before,
    settings: { withSource: true },
    connections: {
      patchApplications: false,
      kubernetes: {
        preferredVersion: async (group: string) => `${group}/v1`,
        patch: async ({ apiVersion, kind, namespace, name }: never) =>
          asked.push(`${apiVersion} ${kind} ${namespace}/${name}`),
      },
    } as unknown as Connections,
    requestedBy: 'user:default/bruno.lima',
    now: new Date(),
  });
  expect(asked).toEqual([
    'source.toolkit.fluxcd.io/v1 GitRepository flux-system/platform',
    'a/v1 K flux-system/one',
  ]);
});

it('copies a Workflow as a new run, with what says whose it is', () => {
  const copy = copyOfWorkflow({
    apiVersion: 'argoproj.io/v1alpha1',
    metadata: {
      name: 'handover-x',
      generateName: 'handover-',
      namespace: 'argo',
      uid: 'u',
      resourceVersion: '1',
      labels: {
        'spokeport.dev/claim-uid': 'c',
        'workflows.argoproj.io/phase': 'Failed',
        'workflows.argoproj.io/completed': 'true',
        'workflows.argoproj.io/workflow-template': 'handover',
      },
      annotations: {
        'workflows.argoproj.io/pod-name-format': 'v2',
        'kubectl.kubernetes.io/last-applied-configuration': '{}',
        note: 'kept',
      },
    },
    spec: { entrypoint: 'main', shutdown: 'Stop', suspend: true },
    status: { phase: 'Failed' },
  });
  expect(copy).toEqual({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    metadata: {
      name: '',
      generateName: 'handover-',
      namespace: 'argo',
      labels: {
        'spokeport.dev/claim-uid': 'c',
        'workflows.argoproj.io/workflow-template': 'handover',
        'workflows.argoproj.io/resubmitted-from-workflow': 'handover-x',
      },
      annotations: { note: 'kept' },
    },
    spec: { entrypoint: 'main' },
  });
});

it.each([
  { version: '10', than: '9', newer: true, reason: 'numbers, not texts' },
  { version: '9', than: '10', newer: false, reason: 'older' },
  { version: 'b', than: 'a', newer: true, reason: 'no number: not comparable' },
  { version: '5', than: undefined, newer: true, reason: 'nothing to compare' },
])('orders versions: $reason', ({ version, than, newer }) => {
  expect(isNewer(version, than)).toBe(newer);
});
