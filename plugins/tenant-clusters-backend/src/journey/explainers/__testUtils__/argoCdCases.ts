import { clusterWith } from '../../__testUtils__/clusterWith';
import {
  applicationObject,
  READY,
  secretObject,
  SYNCED,
} from '../../__testUtils__/objects';
import { MINUTE } from './ExplainerCase';
import type { ExplainerCase } from './ExplainerCase';
import { failingWith, merged, outOfSync, recordedStatus } from './situations';

export const argoCdCases: ExplainerCase[] = [
  {
    reason: 'no Application reads the path',
    id: 'no-application',
    from: 'by design: absence of evidence',
    sample: () =>
      merged(
        applicationObject('orders', {
          spec: {
            source: {
              repoURL: 'http://localhost:7008/acme/platform.git',
              path: 'tenants/orders',
            },
          },
        }),
      ),
    title: 'No Application covers tenants/payments/clusters/prod.yaml',
    detail:
      'The request is merged, but no Argo CD Application and no Flux Kustomization of Hub Europe reads this path, so nothing applies it.',
    next: 'Add an Application for the path, or move the file into one that is read.',
    actor: 'platform-team',
    patience: 5 * MINUTE,
  },
  {
    reason: 'manifests cannot be rendered while health says Healthy',
    id: 'comparison-error',
    from: 'recorded: Argo CD 3.2',
    sample: () =>
      merged(
        applicationObject('tenant-payments', {
          status: recordedStatus('application-comparison-error'),
        }),
      ),
    title: 'Argo CD cannot read tenant-payments',
    detail:
      'The path apps/nowhere does not exist in its repository, so nothing in tenant-payments is applied.',
    next: 'Correct what the message names in Git; Argo CD tries again by itself.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason: 'a sync that failed',
    id: 'sync-failed',
    from: 'recorded: Argo CD 3.2',
    sample: () =>
      merged(
        applicationObject('tenant-payments', {
          status: recordedStatus('application-failed'),
        }),
      ),
    title: 'Argo CD failed to apply tenant-payments',
    detail: 'The last sync of tenant-payments ended with Failed.',
    next: 'Correct what the message names in Git, then sync again.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason: 'the AppProject forbids it',
    id: 'project-denied',
    from: 'cited: argoproj/argo-cd:util/argo/argo.go',
    sample: () =>
      merged(
        applicationObject('tenant-payments', {
          status: {
            sync: { status: 'Unknown' },
            conditions: [
              {
                type: 'InvalidSpecError',
                message:
                  "application destination server 'https://kubernetes.default.svc' and namespace 'payments' do not match any of the allowed destinations in project 'payments'",
              },
            ],
          },
        }),
      ),
    title: 'Project payments does not allow it',
    detail:
      'The AppProject payments permits neither everything that tenant-payments holds nor where it goes.',
    next: 'Allow it in AppProject payments, or take it out of tenant-payments.',
    actor: 'platform-team',
    patience: 0,
  },
  {
    reason: 'OutOfSync without automation',
    id: 'sync-manual',
    from: 'recorded: Argo CD 3.2',
    sample: () =>
      merged(
        applicationObject('tenant-payments', {
          spec: { syncPolicy: undefined },
          status: recordedStatus('application-outofsync'),
        }),
      ),
    title: 'tenant-payments is not synced automatically',
    next: 'Sync tenant-payments in Argo CD.',
    detail:
      'Argo CD sees the change and waits: tenant-payments has no automated sync.',
    actor: 'platform-team',
    patience: 0,
  },
  {
    reason: 'a window of the project that denies',
    id: 'sync-window',
    from: 'cited: argoproj/argo-cd:pkg/apis/application/v1alpha1/types.go, SyncWindows',
    sample: () =>
      merged(
        outOfSync(),
        failingWith.project({
          kind: 'deny',
          schedule: '* * * * *',
          duration: '1h',
          applications: ['*'],
        }),
      ),
    title: 'A sync window holds tenant-payments',
    detail: 'AppProject payments denies syncs: * * * * * (UTC), for 1h.',
    next: 'Wait for the window; where it lets people sync, sync tenant-payments in Argo CD.',
    actor: 'platform-team',
    patience: 3 * 24 * 60 * MINUTE,
  },
  {
    reason: 'the only window that allows is shut',
    id: 'sync-window',
    from: 'cited: argoproj/argo-cd:pkg/apis/application/v1alpha1/types.go, SyncWindows',
    sample: () =>
      merged(
        outOfSync(),
        failingWith.project({
          kind: 'allow',
          schedule: '0 0 29 2 *',
          duration: '1h',
          namespaces: ['*'],
          applications: ['tenant-*'],
        }),
      ),
    title: 'A sync window holds tenant-payments',
    detail: 'AppProject payments allows syncs only: 0 0 29 2 * (UTC), for 1h.',
    next: 'Wait for the window; where it lets people sync, sync tenant-payments in Argo CD.',
    actor: 'platform-team',
    patience: 3 * 24 * 60 * MINUTE,
  },
  {
    reason:
      'an operation says that a window holds it, and the project is not seen',
    id: 'sync-window',
    from: 'cited: argoproj/argo-cd:controller/sync.go, SyncAppState',
    sample: () =>
      merged(
        outOfSync({
          status: {
            operationState: {
              phase: 'Running',
              message: 'Sync operation blocked by sync window',
              operation: { sync: {} },
            },
          },
        }),
      ),
    title: 'A sync window holds tenant-payments',
    detail: 'A window of AppProject payments keeps it from being synced now.',
    next: 'Wait for the window; where it lets people sync, sync tenant-payments in Argo CD.',
    actor: 'platform-team',
    patience: 3 * 24 * 60 * MINUTE,
  },
  {
    reason: 'the ApplicationSet that makes the application fails',
    id: 'application-set',
    from: 'cited: argoproj/argo-cd:pkg/apis/application/v1alpha1/applicationset_types.go',
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
        failingWith.applicationSet('True'),
      ),
    title: 'ApplicationSet tenants cannot make its applications',
    detail: 'Until it can, they stay as they were made last.',
    next: 'Correct what the message names in Git.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason: 'an application that is Degraded',
    id: 'application-unhealthy',
    from: 'cited: argoproj/gitops-engine:pkg/health/health_deployment.go',
    sample: () => {
      const { sample } = clusterWith([], {
        claim: { conditions: [SYNCED, READY] },
      });
      return sample.put(
        secretObject('prod', { createdAt: '2026-11-28T09:30:00Z' }),
        applicationObject('bootstrap-prod', {
          metadata: { labels: { 'spokeport.dev/bootstrap': 'true' } },
          spec: { destination: { server: 'https://prod.example.org' } },
          status: {
            health: {
              status: 'Degraded',
              message: 'Deployment "api" exceeded its progress deadline',
            },
          },
        }),
      );
    },
    title: 'bootstrap-prod is Degraded',
    next: 'Look at the resources of bootstrap-prod in Argo CD.',
    actor: 'tenant',
    patience: 5 * MINUTE,
  },
  {
    reason: 'an application that is expected and not there',
    id: 'application-missing',
    from: 'by design: absence of evidence',
    sample: () => {
      const { sample } = clusterWith([], {
        claim: { conditions: [SYNCED, READY] },
      });
      return sample.put(
        secretObject('prod', { createdAt: '2026-11-28T09:30:00Z' }),
      );
    },
    title: 'Application bootstrap-prod was not made',
    detail:
      'It is expected on prod, and no ApplicationSet or workflow has made it.',
    next: 'See that the cluster secret carries the label of the add-on and that its ApplicationSet selects it.',
    actor: 'platform-team',
    patience: 5 * MINUTE,
  },
  {
    reason: 'manifests that cannot be rendered, their path being there',
    id: 'comparison-error',
    from: 'cited: argoproj/argo-cd:controller/state.go, ComparisonError',
    sample: () =>
      merged(
        applicationObject('tenant-payments', {
          status: {
            sync: { status: 'Unknown' },
            conditions: [
              {
                type: 'ComparisonError',
                message:
                  'Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = yaml: line 7: did not find expected key',
              },
            ],
          },
        }),
      ),
    title: 'Argo CD cannot read tenant-payments',
    detail:
      'The manifests of tenant-payments cannot be rendered, so nothing in it is applied.',
    next: 'Correct what the message names in Git; Argo CD tries again by itself.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
];
