import type { Condition } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type {
  ProjectedBase,
  ProjectedCondition,
  ProjectedObject,
} from '../../projections/types';
import { cleanText, quote } from '../text';
import { judgeCondition } from './polarity';
import { stateWord } from './stateWord';

/** Conditions of any object; empty where its kind has none. */
export function conditionsOf(object: ProjectedObject): ProjectedCondition[] {
  return 'conditions' in object ? object.conditions : [];
}

export function conditionOf(
  object: ProjectedObject,
  type: string,
): ProjectedCondition | undefined {
  return conditionsOf(object).find(condition => condition.type === type);
}

/**
 * Ready=True at the object's current generation; a Ready of an older one speaks of another spec. A kind that has a word for it
 * instead of the condition is ready by its word.
 */
export function isReady(object: ProjectedObject): boolean {
  const ready = conditionOf(object, 'Ready');
  if (!ready) {
    return stateWord(object) === 'ready';
  }
  return (
    ready.status === 'True' &&
    (ready.observedGeneration === undefined ||
      object.generation === undefined ||
      ready.observedGeneration >= object.generation)
  );
}

/** A condition as pages show it. */
export function toCondition(
  object: ProjectedBase,
  condition: ProjectedCondition,
): Condition {
  const { status, reason, message, lastTransitionTime } = condition;
  return {
    type: cleanText(condition.type, 100),
    ...(status !== undefined && { status: cleanText(status, 20) }),
    ...(reason && { reason: cleanText(reason, 100) }),
    ...(message && { message: quote(message) }),
    ...(lastTransitionTime && { lastTransitionTime }),
    bad: judgeCondition(object, condition) === 'bad',
  };
}
