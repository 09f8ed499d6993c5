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

/** Crossplane says Synced of all that it reconciles; what is called `state` there is a field of the platform's own. */
function isCrossplanes(object: ProjectedObject): boolean {
  return (
    object.role === 'composite' ||
    (object.role === 'claim' && object.form === 'claim') ||
    ('conditions' in object &&
      object.conditions.some(({ type }) => type === 'Synced'))
  );
}

/**
 * What an object without a condition Ready says of itself in one word. Only words that are known mean anything: kro's, which
 * stand on kinds of any group, and a Rollout's.
 */
export function stateWord(object: ProjectedObject): Word | undefined {
  const state = 'state' in object ? object.state : undefined;
  if (state === undefined || isCrossplanes(object)) {
    return undefined;
  }
  const words =
    object.group === 'argoproj.io' && object.kind === 'Rollout' ? ROLLOUT : KRO;
  return Object.hasOwn(words, state) ? words[state] : undefined;
}
