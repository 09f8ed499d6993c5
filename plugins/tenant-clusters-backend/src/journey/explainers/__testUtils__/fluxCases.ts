import { fluxReady } from '../../__testUtils__/fluxObjects';
import { MINUTE } from './ExplainerCase';
import type { ExplainerCase } from './ExplainerCase';
import { deliveredBy } from './situations';

export const fluxCases: ExplainerCase[] = [
  {
    reason: 'a Kustomization that somebody suspended',
    id: 'flux-suspended',
    from: 'cited: fluxcd/kustomize-controller:docs/spec/v1/kustomizations.md, Suspend',
    sample: deliveredBy({ spec: { suspend: true } }),
    title: 'Kustomization tenants is suspended',
    detail: 'Flux applies nothing of it until it is resumed.',
    next: 'Resume Kustomization tenants in Flux.',
    actor: 'platform-team',
    patience: 0,
  },
  {
    reason: 'its source is suspended',
    id: 'flux-suspended',
    from: 'cited: fluxcd/source-controller:docs/spec/v1/gitrepositories.md, Suspend',
    sample: deliveredBy({}, { spec: { suspend: true } }),
    title: 'GitRepository platform is suspended',
    detail: 'Flux applies nothing of it until it is resumed.',
    next: 'Resume GitRepository platform in Flux.',
    actor: 'platform-team',
    patience: 0,
  },
  {
    reason: 'a Kustomization that Flux has given up on',
    id: 'flux-stalled',
    from: 'cited: fluxcd/kustomize-controller:internal/controller/kustomization_controller.go, InvalidCELExpression',
    sample: deliveredBy({
      status: {
        conditions: [
          fluxReady('False', 'InvalidCELExpression', 'no'),
          {
            ...fluxReady(
              'True',
              'InvalidCELExpression',
              'Reconciliation failed terminally due to configuration error: failed to parse',
            ),
            type: 'Stalled',
          },
        ],
      },
    }),
    title: 'Kustomization tenants is stalled',
    detail: 'Flux has given up on it until it is corrected.',
    next: 'Correct what the message names; Flux does not try again by itself.',
    actor: 'platform-team',
    patience: 0,
  },
  {
    reason: 'a layer below that is not ready',
    id: 'flux-dependency',
    from: 'cited: fluxcd/kustomize-controller:internal/controller/kustomization_controller.go, DependencyNotReady',
    sample: deliveredBy({
      spec: { dependsOn: [{ name: 'crossplane-conf' }] },
      status: {
        conditions: [
          fluxReady(
            'False',
            'DependencyNotReady',
            "dependency 'flux-system/crossplane-conf' is not ready",
          ),
        ],
      },
    }),
    title: 'Kustomization tenants waits for flux-system/crossplane-conf',
    detail: 'It depends on flux-system/crossplane-conf, which is not ready.',
    next: 'See what keeps flux-system/crossplane-conf from being ready.',
    actor: 'platform-team',
    patience: 15 * MINUTE,
  },
  {
    reason: 'manifests that Flux cannot build',
    id: 'flux-failed',
    from: 'cited: fluxcd/kustomize-controller:docs/spec/v1/kustomizations.md, Failed Kustomization',
    sample: deliveredBy({
      status: {
        conditions: [
          fluxReady(
            'False',
            'BuildFailed',
            'kustomize build failed: accumulating resources: prod.yaml: no such file or directory',
          ),
        ],
      },
    }),
    title: 'Flux failed to apply Kustomization tenants',
    detail: 'The last try ended with BuildFailed.',
    next: 'Correct what the message names in Git; Flux tries again by itself.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason: 'a repository that Flux cannot fetch',
    id: 'flux-failed',
    from: 'cited: fluxcd/source-controller:docs/spec/v1/gitrepositories.md, Failed GitRepository',
    sample: deliveredBy(
      {},
      {
        status: {
          conditions: [
            fluxReady(
              'False',
              'GitOperationFailed',
              'failed to checkout and determine revision: authentication required',
            ),
          ],
        },
      },
    ),
    title: 'Flux failed to apply GitRepository platform',
    detail: 'The last try ended with GitOperationFailed.',
    next: 'Correct what the message names in Git; Flux tries again by itself.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
];
