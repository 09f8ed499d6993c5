import type { ResourceNode } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ProjectedObject } from '../../projections/types';
import { conditionOf, conditionsOf, isReady } from './conditions';
import { judgeCondition } from './polarity';
import { stateWord } from './stateWord';

/** Whether a condition is bad for a reason of its own, not merely because the object is not ready yet or is paused. */
export function isFailure(
  object: ProjectedObject,
  condition: { type: string; status?: string; reason?: string },
): boolean {
  if (judgeCondition(object, condition) !== 'bad') {
    return false;
  }
  if (condition.reason === 'ReconcilePaused') {
    return false;
  }
  return condition.type !== 'Ready' || condition.reason === 'Unavailable';
}

/** The state of a resource by the polarity of its conditions. */
export function resourceState(
  object: ProjectedObject | undefined,
  role: ResourceNode['role'],
): ResourceNode['state'] {
  if (!object) {
    return 'missing';
  }
  if (object.deletedAt) {
    return 'deleting';
  }
  const conditions = conditionsOf(object);
  const hasReady = conditionOf(object, 'Ready') !== undefined;
  const word = hasReady ? undefined : stateWord(object);
  if (
    word === 'failed' ||
    conditions.some(condition => isFailure(object, condition))
  ) {
    return 'failed';
  }
  if (isReady(object)) {
    return 'ready';
  }
  // A ConfigMap has no conditions, and never will: nothing can be said of it. An XR without Ready is not ready.
  return role === 'composed' && !hasReady && !word ? 'none' : 'waiting';
}
