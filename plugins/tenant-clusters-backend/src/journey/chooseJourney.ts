import type { ClusterFacts } from './JourneyFacts';
import { journeySubject } from './assembleStages';
import type { JourneyPlan } from './correlate/planJourneys';

/** Whether a journey goes on, as far as it is remembered. */
function isOpen(base: ClusterFacts, { key, phase, superseded }: JourneyPlan) {
  return (
    phase === 'effective' &&
    !superseded &&
    base.ever('stage', journeySubject(key), 'done') === undefined
  );
}

/**
 * The journey that a cluster is shown on: the newest one that goes on, where one that is merged comes before one that is only
 * proposed, since that is what happens to the cluster; else the last that came to its end.
 *
 * @param plans - newest first
 */
export function chooseJourney(
  base: ClusterFacts,
  plans: JourneyPlan[],
): JourneyPlan | undefined {
  return (
    plans.find(plan => isOpen(base, plan)) ??
    plans.find(({ phase }) => phase === 'proposed') ??
    plans.find(
      ({ phase, superseded }) => phase === 'effective' && !superseded,
    ) ??
    plans[0]
  );
}
