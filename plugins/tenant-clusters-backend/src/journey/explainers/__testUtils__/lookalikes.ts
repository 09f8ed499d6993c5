import { clusterWith } from '../../__testUtils__/clusterWith';
import {
  fluxReady,
  inventoryOf,
  kustomizationObject,
} from '../../__testUtils__/fluxObjects';
import {
  applicationObject,
  claimObject,
  compositeObject,
  CREATING,
  entryOf,
  managedObject,
  READY,
  secretObject,
  SYNCED,
  warningObject,
  workflowObject,
} from '../../__testUtils__/objects';
import { mergedRequestFor } from '../../__testUtils__/requestFor';
import { Sample } from '../../__testUtils__/Sample';
import type { ExplainerCase } from './ExplainerCase';
import {
  CLAIM,
  deleting,
  deliveredBy,
  failingWith,
  merged,
  open,
  provisioned,
  recordedStatus,
  removing,
  runningHandover,
  saying,
  upjet,
} from './situations';

/** A situation that looks like an explainer's own, and is not. */
type Lookalike = Pick<
  ExplainerCase,
  'id' | 'reason' | 'sample' | 'cluster' | 'subject'
>;

const MERGE = 'a'.repeat(40);

const outOfSync = (options: Parameters<typeof applicationObject>[1] = {}) =>
  applicationObject('tenant-payments', {
    ...options,
    status: {
      sync: { status: 'OutOfSync', revision: MERGE },
      ...options.status,
    },
  });

const checks = (failed: number, pending: number) => ({
  total: 2,
  passed: 2 - failed - pending,
  failed,
  pending,
  failures: [],
});

const registered = (application: ReturnType<typeof applicationObject>) => () =>
  clusterWith([], { claim: { conditions: [SYNCED, READY] } }).sample.put(
    secretObject('prod', { createdAt: '2026-11-28T09:30:00Z' }),
    application,
  );

const bootstrap = (health: string) =>
  applicationObject('bootstrap-prod', {
    metadata: { labels: { 'spokeport.dev/bootstrap': 'true' } },
    spec: { destination: { server: 'https://prod.example.org' } },
    status: { health: { status: health } },
  });

const requestLookalikes: Lookalike[] = [
  {
    id: 'review-missing',
    reason: 'a request that was approved',
    sample: open({
      request: { reviews: [{ by: 'bruno.lima', state: 'approved' }] },
    }),
  },
  {
    id: 'merge-missing',
    reason: 'a request without approval',
    sample: open({}),
  },
  {
    id: 'checks-failed',
    reason: 'checks that are still running',
    sample: open({ request: { checks: checks(0, 1) } }),
  },
  {
    id: 'changes-requested',
    reason: 'a reviewer who merely commented',
    sample: open({
      request: { reviews: [{ by: 'bruno.lima', state: 'commented' }] },
    }),
  },
  {
    id: 'conflict',
    reason:
      'a request of which GitHub has not found out whether it can be merged',
    sample: open({ request: { mergeable: 'unknown' } }),
  },
  { id: 'draft', reason: 'a request that is ready', sample: open({}) },
];

const deliveryLookalikes: Lookalike[] = [
  {
    id: 'no-application',
    reason: 'a path that an application reads from above',
    sample: () =>
      merged(
        applicationObject('tenants', {
          spec: {
            source: {
              repoURL: 'http://localhost:7008/acme/platform.git',
              path: 'tenants',
            },
          },
        }),
      ),
  },
  {
    id: 'comparison-error',
    reason: 'a warning about orphaned resources',
    sample: () =>
      merged(
        outOfSync({
          status: {
            conditions: [
              {
                type: 'OrphanedResourceWarning',
                message: 'Application has 1 orphaned resources',
              },
            ],
          },
        }),
      ),
  },
  {
    id: 'sync-failed',
    reason: 'a sync that is running for the first time',
    sample: () =>
      merged(
        outOfSync({
          status: {
            operationState: { phase: 'Running', operation: { sync: {} } },
          },
        }),
      ),
  },
  {
    id: 'project-denied',
    reason: 'a project of a cloud that denies',
    sample: saying('resource is not permitted in project "gcp-billing"'),
  },
  {
    id: 'sync-manual',
    reason: 'an application that syncs by itself',
    sample: () => merged(outOfSync()),
  },
  {
    id: 'sync-window',
    reason: 'a window that is for other applications',
    sample: () =>
      merged(
        outOfSync(),
        failingWith.project({
          kind: 'deny',
          schedule: '* * * * *',
          duration: '1h',
          applications: ['addon-*'],
        }),
      ),
  },
  {
    id: 'sync-window',
    reason: 'an application that is in step while a window denies',
    sample: () =>
      merged(
        applicationObject('tenant-payments'),
        failingWith.project({
          kind: 'deny',
          schedule: '* * * * *',
          duration: '1h',
          applications: ['*'],
        }),
      ),
  },
  {
    id: 'application-set',
    reason: 'an ApplicationSet that says ErrorOccurred=False',
    sample: () =>
      merged(
        applicationObject('tenant-payments', {
          metadata: {
            ownerReferences: [
              {
                apiVersion: 'argoproj.io/v1alpha1',
                kind: 'ApplicationSet',
                name: 'tenants',
                uid: 'set-tenants',
                controller: true,
              },
            ],
          },
        }),
        failingWith.applicationSet('False'),
      ),
  },
  {
    id: 'application-unhealthy',
    reason: 'an application that is Progressing',
    sample: registered(bootstrap('Progressing')),
  },
  {
    id: 'application-missing',
    reason: 'an application that is there and Degraded',
    sample: registered(bootstrap('Degraded')),
  },
  {
    id: 'flux-suspended',
    reason: 'a Kustomization that is not',
    sample: deliveredBy({ spec: { suspend: false } }),
  },
  {
    id: 'flux-stalled',
    reason: 'a Kustomization that says Stalled=False',
    sample: deliveredBy({
      status: {
        conditions: [
          { ...fluxReady('False', 'Succeeded', ''), type: 'Stalled' },
          fluxReady('False', 'BuildFailed', 'no'),
        ],
      },
    }),
  },
  {
    id: 'flux-dependency',
    reason: 'a Kustomization that fails though what it depends on is ready',
    sample: deliveredBy({
      spec: { dependsOn: [{ name: 'crossplane' }] },
      status: { conditions: [fluxReady('False', 'BuildFailed', 'no')] },
    }),
  },
  {
    id: 'flux-failed',
    reason: 'a Kustomization that is at it: Ready=Unknown, Reconciling=True',
    sample: deliveredBy({
      status: {
        conditions: [
          {
            ...fluxReady('True', 'Progressing', 'Reconciliation in progress'),
            type: 'Reconciling',
          },
          fluxReady('Unknown', 'Progressing', 'Reconciliation in progress'),
        ],
      },
    }),
  },
];

const cloudLookalikes: Lookalike[] = [
  {
    id: 'access-denied',
    reason: 'Kubernetes’ own refusal',
    sample: saying(
      'cannot apply: roles.rbac is forbidden: User "system:serviceaccount:x" cannot create resource',
    ),
  },
  {
    id: 'access-denied',
    reason: 'a word in a name',
    sample: saying('waiting for role AccessDeniedless'),
  },
  {
    id: 'quota',
    reason: 'a limit of the rate of calls',
    sample: saying(upjet('RequestLimitExceeded: Request limit exceeded.')),
  },
  {
    id: 'quota',
    reason: 'a limit that is no quota',
    sample: saying(
      'context deadline exceeded: rate limiter would exceed deadline',
    ),
  },
  {
    id: 'throttled',
    reason: 'a quota that is used up',
    sample: saying(upjet('VpcLimitExceeded: The maximum number of VPCs.')),
  },
  {
    id: 'invalid-cidr',
    reason: 'a CIDR that is merely named',
    sample: saying('creating subnet with CIDR 10.0.0.0/24: connection reset'),
  },
  {
    id: 'provider-config',
    reason: 'a denied call with credentials that work',
    sample: saying(
      upjet('AccessDenied: not authorized to perform: iam:CreateRole'),
    ),
  },
  {
    id: 'immutable-field',
    reason: 'a field that is merely called so',
    sample: saying('field spec.immutable is required'),
  },
  {
    id: 'downgrade',
    reason: 'an upgrade that skips a version',
    sample: saying(
      upjet(
        'InvalidParameterException: Unsupported Kubernetes minor version update from 1.29 to 1.31',
      ),
    ),
  },
  {
    id: 'downgrade',
    reason: 'a minor version of two digits that is greater',
    sample: saying(
      upjet(
        'InvalidParameterException: Unsupported Kubernetes minor version update from 1.9 to 1.11',
      ),
    ),
  },
];

const crossplaneLookalikes: Lookalike[] = [
  {
    id: 'no-composition',
    reason: 'a Composition that is merely named',
    sample: saying('cannot patch from Composition xtenantclusters: timed out'),
  },
  {
    id: 'function-fatal',
    reason: 'a fatal error of another kind',
    sample: saying('fatal result expected, got none'),
  },
  {
    id: 'undeclared-field',
    reason: 'a field that is declared',
    sample: saying('field spec.region declared in schema is required'),
  },
  {
    id: 'undeclared-field',
    reason: 'a conflict of two writers, which passes',
    sample: () => {
      const { sample, composite } = clusterWith([]);
      return sample.put(
        warningObject(composite, {
          reason: 'ComposeResources',
          message:
            'cannot apply: the object has been modified; please apply your changes to the latest version',
        }),
      );
    },
  },
  {
    id: 'unavailable',
    reason: 'a resource that is being created',
    sample: () =>
      clusterWith([managedObject('Role', 'node-role', [SYNCED, CREATING])])
        .sample,
  },
  {
    id: 'paused',
    reason: 'an annotation that pauses nothing',
    sample: () =>
      clusterWith([
        managedObject('Role', 'node-role', [SYNCED, CREATING], {
          metadata: { annotations: { 'crossplane.io/paused': 'false' } },
        }),
      ]).sample,
  },
  {
    id: 'reference',
    reason: 'a reference to what fails itself',
    sample: () =>
      clusterWith([
        managedObject('Role', 'node-role', [
          {
            type: 'Synced',
            status: 'False',
            reason: 'ReconcileError',
            message: 'no',
          },
        ]),
        managedObject('NodeGroup', 'nodes', [
          {
            type: 'Synced',
            status: 'False',
            reason: 'ReconcileError',
            message: 'cannot resolve references: referenced field was empty',
          },
        ]),
      ]).sample,
  },
  {
    id: 'slow',
    reason: 'a resource that is ready',
    sample: () =>
      clusterWith([managedObject('Role', 'node-role', [SYNCED, READY])], {
        composite: { conditions: [SYNCED, READY] },
        claim: { conditions: [SYNCED, READY] },
      }).sample,
  },
  {
    id: 'children-unready',
    reason: 'an XR whose unready part says itself that it is not ready',
    sample: () =>
      clusterWith([managedObject('Role', 'node-role', [SYNCED, CREATING])], {
        composite: {
          conditions: [
            SYNCED,
            { ...CREATING, message: 'Unready resources: node-role' },
          ],
        },
      }).sample,
  },
];

const handoverLookalikes: Lookalike[] = [
  {
    id: 'event-missing',
    reason: 'a cluster whose event is written',
    sample: () => provisioned().sample,
  },
  {
    id: 'run-missing',
    reason: 'an event that a workflow came for',
    sample: runningHandover(recordedStatus('workflow-failed'), 'Failed'),
  },
  {
    id: 'step-failed',
    reason: 'a workflow whose attempt failed and was tried again',
    sample: runningHandover(
      {
        nodes: {
          root: { id: 'root', name: 'root', type: 'DAG', phase: 'Running' },
          retry: {
            id: 'retry',
            name: 'register',
            type: 'Retry',
            phase: 'Running',
            boundaryID: 'root',
            children: ['first'],
          },
          first: {
            id: 'first',
            name: 'register(0)',
            type: 'Pod',
            phase: 'Failed',
            boundaryID: 'root',
          },
        },
      },
      'Running',
    ),
  },
  {
    id: 'approval',
    reason: 'a gate that was passed',
    sample: runningHandover(
      {
        nodes: {
          root: { id: 'root', name: 'root', type: 'DAG', phase: 'Running' },
          gate: {
            id: 'gate',
            name: 'approve',
            type: 'Suspend',
            phase: 'Succeeded',
            boundaryID: 'root',
          },
        },
      },
      'Running',
    ),
  },
  {
    id: 'verification-failed',
    reason: 'a handover that failed',
    sample: () => {
      const sample = runningHandover(
        recordedStatus('workflow-failed'),
        'Failed',
      )();
      sample.requests.set(mergedRequestFor('prod'));
      return sample;
    },
  },
];

const removalLookalikes: Lookalike[] = [
  {
    id: 'prune-off',
    reason: 'an application that prunes',
    sample: () =>
      removing(
        outOfSync({
          status: {
            resources: [
              { ...entryOf(CLAIM, 'OutOfSync'), requiresPruning: true },
            ],
          },
        }),
      ),
  },
  {
    id: 'prune-off',
    reason: 'an application without pruning that has not seen the removal yet',
    sample: () =>
      removing(
        applicationObject('tenant-payments', {
          spec: { syncPolicy: { automated: { prune: false } } },
          status: { resources: [entryOf(CLAIM)] },
        }),
      ),
  },
  {
    id: 'prune-off',
    reason: 'a Kustomization that prunes',
    sample: () =>
      removing(kustomizationObject('tenants', { status: inventoryOf(CLAIM) })),
  },
  {
    id: 'prune-confirm',
    reason: 'a confirmation that was given: the operation is over',
    sample: () =>
      removing(
        outOfSync({
          status: {
            resources: [entryOf(CLAIM, 'OutOfSync')],
            operationState: {
              phase: 'Succeeded',
              message:
                'waiting for pruning confirmation of platform.spokeport.dev/TenantCluster/prod',
            },
          },
        }),
      ),
  },
  {
    id: 'usage',
    reason: 'a Usage of another claim',
    sample: () =>
      deleting(
        {},
        failingWith.usage({
          of: {
            apiVersion: 'platform.spokeport.dev/v1alpha1',
            kind: 'TenantCluster',
            resourceRef: { name: 'stage' },
          },
        }),
      ),
  },
  {
    id: 'usage',
    reason: 'a Usage of a claim that nobody wants to delete',
    sample: () =>
      clusterWith([], { claim: { conditions: [SYNCED, READY] } }).sample.put(
        failingWith.usage({ reason: 'production' }),
      ),
  },
  {
    id: 'finaliser',
    reason: 'a finaliser above something that is still there',
    sample: () => {
      const sample = deleting({
        finalizers: ['finalizer.managedresource.crossplane.io'],
        conditions: [
          {
            type: 'Synced',
            status: 'False',
            reason: 'ReconcileError',
            message: 'no',
          },
        ],
      });
      const deletionTimestamp = '2026-11-22T09:59:00Z';
      return sample.put(
        compositeObject('prod-x1', [managedObject('Release', 'addons', [])], {
          claim: 'prod',
          metadata: {
            deletionTimestamp,
            finalizers: ['composite.apiextensions.crossplane.io'],
          },
        }),
      );
    },
  },
  {
    id: 'finaliser-unreachable',
    reason: 'a cluster that cannot be reached by what nobody deletes',
    sample: saying('observe failed: dial tcp 10.0.0.1:443: i/o timeout'),
  },
  {
    id: 'offboard-missing',
    reason: 'a cluster that is gone, and its registration with it',
    sample: () => new Sample('2026-11-22T10:00:00Z').put(secretObject('other')),
    subject: {
      hub: 'hub-eu',
      namespace: 'payments',
      name: 'prod',
      kind: 'TenantCluster.platform.spokeport.dev',
      infrastructure: false,
      remains: { uid: CLAIM.metadata.uid, goneAt: '2026-11-22T10:00:00Z' },
      requests: [],
    },
  },
];

const kindState = (state: 'live' | 'connecting') => () =>
  new Sample()
    .put(
      compositeObject('prod-x1', [managedObject('Role', 'node-role', [])], {
        claim: 'prod',
      }),
      claimObject('prod', {
        composite: compositeObject('prod-x1', []),
      }),
    )
    .hub({
      kinds: [{ group: 'iam.aws.upbound.io', kind: 'Role', state, objects: 0 }],
    });

const hubLookalikes: Lookalike[] = [
  {
    id: 'hub-unreachable',
    reason: 'a hub that refuses our credentials',
    sample: () => clusterWith([]).sample.hub({ state: 'unauthorized' }),
  },
  {
    id: 'hub-credentials',
    reason: 'a hub that does not answer',
    sample: () => clusterWith([]).sample.hub({ state: 'unreachable' }),
  },
  {
    id: 'kind-not-watched',
    reason: 'an object that is not there yet, of a kind that is read',
    sample: kindState('live'),
  },
  {
    id: 'kind-not-watched',
    reason: 'a kind that is being read for the first time',
    sample: kindState('connecting'),
  },
  {
    id: 'kind-not-watched',
    reason: 'workflows that nobody misses',
    sample: () =>
      provisioned().sample.put(workflowObject('other', { phase: 'Running' })),
  },
];

/** What must not be explained by the explainer that it looks like. */
export const LOOKALIKES: Lookalike[] = [
  ...requestLookalikes,
  ...deliveryLookalikes,
  ...cloudLookalikes,
  ...crossplaneLookalikes,
  ...handoverLookalikes,
  ...removalLookalikes,
  ...hubLookalikes,
];
