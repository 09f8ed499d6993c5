import {
  inventoryOf,
  kustomizationObject,
} from '../../__testUtils__/fluxObjects';
import {
  secretObject,
  applicationObject,
  entryOf,
  failed,
  SYNCED,
} from '../../__testUtils__/objects';
import { Sample } from '../../__testUtils__/Sample';
import { MINUTE } from './ExplainerCase';
import type { ExplainerCase } from './ExplainerCase';
import { failingWith, removing, deleting, CLAIM } from './situations';

export const removalCases: ExplainerCase[] = [
  {
    reason: 'an automated sync without pruning',
    id: 'prune-off',
    from: 'cited: argoproj/argo-cd:docs/user-guide/auto_sync.md, requiresPruning',
    sample: () =>
      removing(
        applicationObject('tenant-payments', {
          spec: { syncPolicy: { automated: { prune: false } } },
          status: {
            sync: { status: 'OutOfSync', revision: 'a'.repeat(40) },
            resources: [
              { ...entryOf(CLAIM, 'OutOfSync'), requiresPruning: true },
            ],
          },
        }),
      ),
    title: 'tenant-payments does not delete what left Git',
    detail:
      'Pruning is off for tenant-payments, so the merged removal changes nothing on the hub.',
    next: 'Sync tenant-payments with pruning, or delete the claim on the hub.',
    actor: 'platform-team',
    patience: 0,
  },
  {
    reason: 'a claim that asks not to be pruned',
    id: 'prune-off',
    from: 'cited: argoproj/argo-cd:docs/user-guide/sync-options.md, No Prune Resources',
    sample: () =>
      removing(
        applicationObject('tenant-payments', {
          status: {
            sync: { status: 'OutOfSync', revision: 'a'.repeat(40) },
            resources: [
              { ...entryOf(CLAIM, 'OutOfSync'), requiresPruning: true },
            ],
          },
        }),
        { 'argocd.argoproj.io/sync-options': 'Prune=false' },
      ),
    title: 'tenant-payments does not delete what left Git',
    detail:
      'It carries the sync option Prune=false, so the merged removal changes nothing on the hub.',
    next: 'Delete the claim on the hub.',
    actor: 'platform-team',
    patience: 0,
  },
  {
    reason: 'a Kustomization without pruning',
    id: 'prune-off',
    from: 'cited: fluxcd/kustomize-controller:docs/spec/v1/kustomizations.md, Prune',
    sample: () =>
      removing(
        kustomizationObject('tenants', {
          spec: { prune: false },
          status: inventoryOf(CLAIM),
        }),
      ),
    title: 'tenants does not delete what left Git',
    detail:
      'Pruning is off for tenants, so the merged removal changes nothing on the hub.',
    next: 'Let Kustomization tenants prune, or delete the claim on the hub.',
    actor: 'platform-team',
    patience: 0,
  },
  {
    reason: 'a deletion that somebody has to confirm',
    id: 'prune-confirm',
    from: 'cited: argoproj/argo-cd:gitops-engine/pkg/sync/sync_context.go',
    sample: () =>
      removing(
        applicationObject('tenant-payments', {
          status: {
            sync: { status: 'OutOfSync', revision: 'a'.repeat(40) },
            resources: [
              { ...entryOf(CLAIM, 'OutOfSync'), requiresPruning: true },
            ],
            operationState: {
              phase: 'Running',
              message:
                'waiting for pruning confirmation of platform.spokeport.dev/TenantCluster/prod',
              operation: { sync: { prune: true } },
            },
          },
        }),
      ),
    title: 'Argo CD waits for somebody to confirm the deletion',
    detail:
      'tenant-payments is to delete platform.spokeport.dev/TenantCluster/prod, which asks for a confirmation.',
    next: 'Confirm the pruning of tenant-payments in Argo CD.',
    actor: 'platform-team',
    patience: 15 * MINUTE,
  },
  {
    reason: 'something uses the claim',
    id: 'usage',
    from: 'cited: crossplane/crossplane:apis/protection/v1beta1/usage_types.go',
    sample: () =>
      deleting(
        {},
        failingWith.usage({
          by: {
            apiVersion: 'helm.m.crossplane.io/v1beta1',
            kind: 'Release',
            resourceRef: { name: 'addons' },
          },
          reason: 'applications still run on it',
        }),
      ),
    title: 'TenantCluster prod is kept: Release addons still uses it',
    detail: 'Usage hold lets nobody delete it: applications still run on it.',
    next: 'Remove Release addons first.',
    actor: 'platform-team',
    patience: 30 * MINUTE,
  },
  {
    reason: 'a Usage that merely gives a reason',
    id: 'usage',
    from: 'cited: crossplane/crossplane:apis/protection/v1beta1/usage_types.go',
    sample: () =>
      deleting({}, failingWith.usage({ reason: 'it is under audit' })),
    title: 'TenantCluster prod is kept by Usage hold',
    detail: 'Usage hold lets nobody delete it: it is under audit.',
    next: 'See what Usage hold is there for, and delete it when that is over.',
    actor: 'platform-team',
    patience: 30 * MINUTE,
  },
  {
    reason: 'Crossplane’s webhook refuses the deletion that Argo CD asks for',
    id: 'usage',
    from: 'cited: crossplane/crossplane:internal/webhook/protection/usage/handler.go',
    sample: () =>
      removing(
        applicationObject('tenant-payments', {
          status: {
            resources: [entryOf(CLAIM, 'OutOfSync')],
            operationState: {
              phase: 'Failed',
              message:
                'one or more objects failed to apply, reason: admission webhook "nousages.protection.crossplane.io" denied the request: This resource is in-use by 1 usage(s), including the *v1beta1.Usage "hold" (in namespace "payments") by resource Release/addons.',
              operation: { sync: {} },
            },
          },
        }),
      ),
    title: 'prod is kept: Release addons still uses it',
    detail: 'Usage hold lets nobody delete it.',
    next: 'Remove Release addons first.',
    actor: 'platform-team',
    patience: 30 * MINUTE,
  },
  {
    reason: 'a finaliser that does not let go, and says nothing',
    id: 'finaliser',
    from: 'by design: absence of evidence; the finaliser is Crossplane’s',
    sample: () =>
      deleting({
        finalizers: ['finalizer.managedresource.crossplane.io'],
        conditions: [SYNCED],
      }),
    title:
      'Release addons does not go: finalizer.managedresource.crossplane.io holds it',
    detail:
      'It is marked for deletion, nothing below it is left, and its finaliser has not let go.',
    next: 'See whether the controller of finalizer.managedresource.crossplane.io runs. Take the finaliser off by hand only when what it guards is gone.',
    actor: 'platform-team',
    patience: 30 * MINUTE,
  },
  {
    reason: 'a finaliser whose controller cannot reach the spoke',
    id: 'finaliser-unreachable',
    from: 'cited: Go’s net package, as provider-helm reports it',
    sample: () =>
      deleting({
        finalizers: ['finalizer.managedresource.crossplane.io'],
        conditions: [
          failed(
            'delete failed: failed to uninstall release: Kubernetes cluster unreachable: Get "https://prod.example.org/version": dial tcp: lookup prod.example.org: no such host',
          ),
        ],
      }),
    title: 'Release addons does not go: its cluster cannot be reached',
    detail:
      'Its finaliser finalizer.managedresource.crossplane.io waits for a cluster that does not answer.',
    next: 'Make the cluster reachable; where it is gone for good, take the finaliser off Release addons.',
    actor: 'platform-team',
    patience: 5 * MINUTE,
  },
  {
    reason: 'a cluster that is gone, and still registered',
    id: 'offboard-missing',
    from: 'by design: absence of evidence',
    sample: () => new Sample('2026-11-22T10:00:00Z').put(secretObject('prod')),
    subject: {
      hub: 'hub-eu',
      namespace: 'payments',
      name: 'prod',
      kind: 'TenantCluster.platform.spokeport.dev',
      infrastructure: false,
      remains: { uid: CLAIM.metadata.uid, goneAt: '2026-11-22T10:00:00Z' },
      requests: [],
    },
    title: 'It is gone, but still registered in Argo CD',
    detail:
      'No workflow took prod out of Argo CD: cluster-prod is still there, and applications keep trying to reach it.',
    next: 'Run the offboard workflow for prod.',
    actor: 'platform-team',
    patience: 3 * MINUTE,
  },
];
