import { asRecord, asString, bounded } from './read';

const MAX_STATE = 60;

/**
 * The one word in which many custom resources say how they are: kro's `status.state` (kubernetes-sigs/kro:api/v1alpha1),
 * a Rollout's `status.phase` (argoproj/argo-rollouts:pkg/apis/rollouts/v1alpha1/types.go). Undefined for those that do not.
 */
export function projectState(
  object: Record<string, unknown>,
): string | undefined {
  const status = asRecord(object.status);
  return bounded(asString(status.state) ?? asString(status.phase), MAX_STATE);
}
