import type {
  ProjectedObject,
  ProjectedWarningEvent,
} from '../../projections/types';
import { EVENT_SLACK } from '../graces';
import type { JourneyFacts } from '../JourneyFacts';
import { conditionOf } from './conditions';

/** Written when two writers meet; the next try succeeds. k8s.io/apiserver registry, OptimisticLockErrorMsg */
const WRITE_CONFLICT =
  /the object has been modified; please apply your changes/;

/** The last warning that no success has followed: it was seen after Synced turned True, or nothing is Synced. */
export function standingWarning(
  facts: JourneyFacts,
  object: ProjectedObject,
): ProjectedWarningEvent | undefined {
  const synced = conditionOf(object, 'Synced');
  const success =
    synced?.status === 'True' && synced.lastTransitionTime
      ? Date.parse(synced.lastTransitionTime) - EVENT_SLACK
      : -Infinity;
  return facts.input.fleet
    .warnings(object.hub, object.uid)
    .filter(
      ({ message, lastSeen }) =>
        !WRITE_CONFLICT.test(message) &&
        (lastSeen === undefined || Date.parse(lastSeen) >= success),
    )
    .sort(
      (one, other) =>
        Date.parse(other.lastSeen ?? '') - Date.parse(one.lastSeen ?? ''),
    )[0];
}
