import type { Stage } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ExplainedCause } from './explainCauses';
import { millis } from './times';

/**
 * The order in which blockers are named: those that need a person first, then the furthest stage, then the one that most others
 * wait for, the deepest, the longest standing.
 */
export function rankBlockers(
  explained: ExplainedCause[],
  stages: Stage[],
): ExplainedCause[] {
  const position = new Map(stages.map(({ name }, index) => [name, index]));
  const stageOf = ({ cause }: ExplainedCause) =>
    cause.type === 'hub-silent' ? Infinity : position.get(cause.stage) ?? -1;
  const byStage = (one: ExplainedCause, other: ExplainedCause) => {
    const [left, right] = [stageOf(one), stageOf(other)];
    return left === right ? 0 : right - left;
  };
  return [...explained].sort(
    (one, other) =>
      Number(other.blocker.needsPerson) - Number(one.blocker.needsPerson) ||
      byStage(one, other) ||
      other.cause.waiting - one.cause.waiting ||
      other.cause.depth - one.cause.depth ||
      millis(one.cause.since) - millis(other.cause.since),
  );
}
