import { KubeObject } from '../../store/types';
import { conditionOf, isTrue } from '../runtime/conditions';
import { groupOf } from '../runtime/objects';
import { PipelineState } from './pipelineState';

/** Core kinds that are ready as soon as they exist (crossplane-contrib/function-auto-ready:healthchecks). */
const READY_WHEN_PRESENT = new Set([
  'ConfigMap',
  'Secret',
  'Namespace',
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
  'NetworkPolicy',
]);

/** Plays function-auto-ready: a desired resource nobody judged is ready when the observed one is. */
export function autoReady(state: PipelineState) {
  for (const [name, desired] of state.desired) {
    const observed = state.observed.get(name);
    if (desired.ready !== true && observed) desired.ready = ready(observed);
  }
}

function ready(object: KubeObject): boolean {
  if (conditionOf(object, 'Ready')) return isTrue(object, 'Ready');
  const group = groupOf(object.apiVersion);
  return (
    READY_WHEN_PRESENT.has(object.kind) &&
    (!group.includes('.') || group.endsWith('.k8s.io'))
  );
}
