import type { StageName } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { AssembledJourney } from './assembleJourneys';
import { explainedOf } from './assembleStages';
import type { ExplainedCause } from './explainCauses';

const AFTERWARDS: StageName[] = ['provisioned', 'delivering'];

const identityOf = ({ cause, blocker }: ExplainedCause) =>
  [
    blocker.explainer,
    cause.type,
    cause.object?.uid,
    cause.condition?.type,
    cause.resource,
  ].join('/');

/** What stands in the way of several journeys, once: as the first of them says it. */
export function causesOf(journeys: AssembledJourney[]): ExplainedCause[] {
  const found = new Map<string, ExplainedCause>();
  for (const { assembled } of journeys) {
    for (const explained of explainedOf(assembled)) {
      const identity = identityOf(explained);
      found.set(identity, found.get(identity) ?? explained);
    }
  }
  return [...found.values()];
}

/**
 * What makes a cluster Blocked: what a person has to do on a journey that is merged. A request that nobody merged yet blocks
 * itself, and not a cluster that runs; and what fails on a cluster that was ready once is a degradation, unless a change waits
 * for it.
 */
export function hindrances(
  journeys: AssembledJourney[],
  settled: boolean,
): ExplainedCause[] {
  return journeys.flatMap(({ plan, facts, assembled }) =>
    plan.phase === 'proposed' && facts.claim
      ? []
      : explainedOf(assembled).filter(({ cause, blocker }) => {
          const isAfterwards =
            settled &&
            (plan.kind === 'create'
              ? AFTERWARDS.includes(cause.stage)
              : plan.kind === 'change' && cause.stage === 'delivering');
          return (
            blocker.needsPerson && cause.type !== 'hub-silent' && !isAfterwards
          );
        }),
  );
}
