import type { Journey } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { TrackedRequest } from '../requests/types';
import { assembleStages, journeySubject } from './assembleStages';
import type { AssembledStages } from './assembleStages';
import { buildJourney } from './buildJourney';
import { chooseJourney } from './chooseJourney';
import type { JourneyPlan } from './correlate/planJourneys';
import type { ExplainedCause } from './explainCauses';
import { journeyFacts } from './gatherFacts';
import type { ClusterFacts, JourneyFacts } from './JourneyFacts';

/** One journey of a cluster, judged. */
export interface AssembledJourney {
  plan: JourneyPlan;
  facts: JourneyFacts;
  assembled: AssembledStages;
  journey: Journey;
}

/** A journey that came to its end, as it was then: nothing moves it any more. */
export interface EndedJourney {
  journey: Journey;
  request?: TrackedRequest;
}

export interface AssembledJourneys {
  /** Newest first. */
  journeys: { journey: Journey; request?: TrackedRequest }[];
  /** The one that the cluster is shown on. */
  current?: AssembledJourney;
  /** What may stand in the cluster's way: the journey it is shown on, those that are merged and go on, and its creation. */
  active: AssembledJourney[];
  ended: Map<string, EndedJourney>;
}

function assemble(
  base: ClusterFacts,
  plan: JourneyPlan,
  current: boolean,
): AssembledJourney {
  const facts = journeyFacts(base, plan, current);
  const assembled = assembleStages(facts);
  const blockers =
    plan.phase === 'closed' || plan.superseded
      ? []
      : assembled.explained.map(({ blocker }: ExplainedCause) => blocker);
  const journey = buildJourney(facts, assembled.stages, blockers);
  return { plan, facts, assembled, journey };
}

/** Judges the journey that a cluster is shown on. One that proves to be at its end gives way to the next. */
function judgeChosen(
  base: ClusterFacts,
  plans: JourneyPlan[],
): AssembledJourney | undefined {
  let judged: AssembledJourney | undefined;
  for (let tries = 0; tries <= plans.length; tries++) {
    const chosen = chooseJourney(base, plans);
    if (!chosen || chosen === judged?.plan) {
      break;
    }
    judged = assemble(base, chosen, true);
  }
  return judged;
}

/** Judges every journey of a cluster, each by its own evidence. Those that had ended before are taken as they were. */
export function assembleJourneys(
  base: ClusterFacts,
  plans: JourneyPlan[],
  before: Map<string, EndedJourney> = new Map(),
): AssembledJourneys {
  const current = judgeChosen(base, plans);
  const chosen = current?.plan;
  const removing = plans.some(
    ({ kind, phase, superseded }) =>
      kind === 'remove' && phase === 'effective' && !superseded,
  );
  const active: AssembledJourney[] = [];
  const ended = new Map<string, EndedJourney>();
  const journeys = plans.map(plan => {
    const request = plan.request?.request;
    const known = before.get(plan.key);
    const isCreation = plan.kind === 'create' && !removing;
    if (plan !== chosen && !isCreation && known && known.request === request) {
      ended.set(plan.key, known);
      return known;
    }
    const judged =
      current && plan === chosen ? current : assemble(base, plan, false);
    const isMerged = plan.phase === 'effective' && !plan.superseded;
    if (
      plan === chosen ||
      isCreation ||
      (isMerged && judged.journey.state === 'open')
    ) {
      active.push(judged);
    } else if (
      judged.journey.state === 'done' &&
      base.ever('stage', journeySubject(plan.key), 'done')
    ) {
      ended.set(plan.key, { journey: judged.journey, request });
    }
    return { journey: judged.journey, request };
  });
  return { journeys, current, active, ended };
}
