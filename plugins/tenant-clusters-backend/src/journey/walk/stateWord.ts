import type { ProjectedObject } from '../../projections/types';

type Word = 'ready' | 'waiting' | 'failed';

/** kubernetes-sigs/kro:api/v1alpha1/conditions.go and pkg/controller/instance: InstanceState */
const KRO: Record<string, Word> = {
  ACTIVE: 'ready',
  IN_PROGRESS: 'waiting',
  DELETING: 'waiting',
  FAILED: 'failed',
  ERROR: 'failed',
};

/** argoproj/argo-rollouts:pkg/apis/rollouts/v1alpha1/types.go, RolloutPhase */
const ROLLOUT: Record<string, Word> = {
  Healthy: 'ready',
  Progressing: 'waiting',
  Paused: 'waiting',
  Degraded: 'failed',
};

/**
 * What an object without a condition Ready says of itself in one word. Only words that are known mean anything: kro's, which
 * stand on kinds of any group, and a Rollout's.
 */
export function stateWord(object: ProjectedObject): Word | undefined {
  const state = 'state' in object ? object.state : undefined;
  if (state === undefined) {
    return undefined;
  }
  const words =
    object.group === 'argoproj.io' && object.kind === 'Rollout' ? ROLLOUT : KRO;
  return Object.hasOwn(words, state) ? words[state] : undefined;
}
