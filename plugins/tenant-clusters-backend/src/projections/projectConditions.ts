import { asNumber, asRecord, asRecords, asString, bounded } from './read';
import type { ProjectedCondition } from './types';

/** Longest message that is kept, in characters. Crossplane quotes whole answers of cloud APIs. */
export const MAX_MESSAGE = 4_000;

/** More than any controller writes; keeps a hostile object small. */
const MAX_CONDITIONS = 64;

/** `status.conditions`; Argo CD's have no status and no reason. */
export function projectConditions(
  object: Record<string, unknown>,
): ProjectedCondition[] {
  return asRecords(asRecord(object.status).conditions)
    .slice(0, MAX_CONDITIONS)
    .flatMap(condition => {
      const type = asString(condition.type);
      return type
        ? [
            {
              type,
              status: asString(condition.status),
              reason: asString(condition.reason),
              message: bounded(asString(condition.message), MAX_MESSAGE),
              lastTransitionTime: asString(condition.lastTransitionTime),
              observedGeneration: asNumber(condition.observedGeneration),
            },
          ]
        : [];
    });
}
