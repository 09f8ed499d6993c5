import type { StoredSubject } from '../../history/types';
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
  if (!after) {
    return;
  }
  const { hub, cluster, subjects } = after.standing;
  const where = { hub, cluster };
  const end = ({ type, subject }: StoredSubject) => {
    if (type === 'blocker' && !subjects.has(subject)) {
      input.clock.since({ ...where, type, subject }, 'cleared');
    } else if (type === 'condition' && !after.followed.has(subject)) {
      conditionMended(input, { ...where, subject });
    }
  };
  input.clock.unseen?.(where).forEach(end);
  if (before?.standing.cluster === cluster) {
    for (const subject of before.standing.subjects) {
      end({ type: 'blocker', subject });
    }
    for (const subject of before.followed.keys()) {
      end({ type: 'condition', subject });
    }
  }
}

/**
 * A condition that is well again is not followed any more; the clock has to know that it was not bad all the time. It need not keep it:
 * in time each of a hundred thousand resources has been bad once.
 */
function conditionMended(
  { clock, fleet }: Input,
  where: { hub: string; cluster: string; subject: string },
): void {
  const [, uid, conditionType] = where.subject.split('/');
  const object = fleet.byUid(where.hub, uid);
  const condition = object && conditionOf(object, conditionType);
  if (condition?.status) {
    const mended = { ...where, type: 'condition' } as const;
    clock.since(mended, condition.status);
    clock.release?.(mended);
  }
}
