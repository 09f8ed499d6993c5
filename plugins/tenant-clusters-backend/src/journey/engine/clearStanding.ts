import type { ComputedCluster } from '../computeCluster';
import type { JourneyInput } from '../types';
import { conditionOf } from '../walk/conditions';

type Input = Pick<JourneyInput, 'clock' | 'fleet'>;

/**
 * What stood in the way of a cluster, or was followed, and is no more has to be told to the clock, or it would stand since then when
 * it comes back.
 */
export function clearStanding(
  input: Input,
  before: ComputedCluster | undefined,
  after: ComputedCluster | undefined,
): void {
  if (!before || !after || before.standing.cluster !== after.standing.cluster) {
    return;
  }
  const { hub, cluster, subjects } = after.standing;
  for (const subject of before.standing.subjects) {
    if (!subjects.has(subject)) {
      input.clock.since({ hub, cluster, type: 'blocker', subject }, 'cleared');
    }
  }
  for (const subject of before.followed.keys()) {
    if (!after.followed.has(subject)) {
      conditionMended(input, { hub, cluster, subject });
    }
  }
}

/** A condition that is well again is not followed any more; the clock has to know that it was not bad all the time. */
function conditionMended(
  { clock, fleet }: Input,
  where: { hub: string; cluster: string; subject: string },
): void {
  const [, uid, conditionType] = where.subject.split('/');
  const object = fleet.byUid(where.hub, uid);
  const condition = object && conditionOf(object, conditionType);
  if (condition?.status) {
    clock.since({ ...where, type: 'condition' }, condition.status);
  }
}
