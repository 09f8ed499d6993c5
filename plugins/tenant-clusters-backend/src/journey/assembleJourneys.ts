import type { Journey } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { TrackedRequest } from '../requests/types';
import {
  assembleStages,
  explainedOf,
  journeySubject,
  shownStages,
} from './assembleStages';
import type { AssembledStages } from './assembleStages';
import { buildJourney } from './buildJourney';
import { chooseJourney } from './chooseJourney';
import type { JourneyPlan } from './correlate/planJourneys';
import { factsOfJourney, factsOfJourneyAgain } from './factsOfJourney';
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
  /** All but those that were taken as they were. */
  judged: JudgedJourneys;
}

/** What was judged before of journeys, where nothing moved since but resources and the time; by their keys. */
export type JudgedJourneys = ReadonlyMap<string, AssembledJourney>;

function assemble(
  base: ClusterFacts,
  plan: JourneyPlan,
  current: boolean,
  judged: JudgedJourneys | undefined,
): AssembledJourney {
  const before = judged?.get(plan.key);
  const known =
    before?.plan === plan && before.facts.current === current
      ? before
      : undefined;
  const facts = known
    ? factsOfJourneyAgain(base, known.facts)
    : factsOfJourney(base, plan, current);
  const assembled = assembleStages(facts, known?.assembled);
  const blockers =
    plan.phase === 'closed' || plan.superseded
      ? []
      : explainedOf(assembled).map(({ blocker }) => blocker);
  const journey = buildJourney(facts, shownStages(assembled), blockers);
  return { plan, facts, assembled, journey };
}

/** Judges the journey that a cluster is shown on. One that proves to be at its end gives way to the next. */
function judgeChosen(
  base: ClusterFacts,
  plans: JourneyPlan[],
  before: JudgedJourneys | undefined,
): AssembledJourney | undefined {
  let judged: AssembledJourney | undefined;
  for (let tries = 0; tries <= plans.length; tries++) {
    const chosen = chooseJourney(base, plans);
    if (!chosen || chosen === judged?.plan) {
      break;
    }
    judged = assemble(base, chosen, true, before);
  }
  return judged;
}

/**
 * Judges every journey of a cluster, each by its own evidence.
 *
 * @param before.ended - journeys that had ended before, which are taken as they were
 * @param before.judged - the others, where nothing moved since but resources and the time
 */
export function assembleJourneys(
  base: ClusterFacts,
  plans: JourneyPlan[],
  before: {
    ended?: ReadonlyMap<string, EndedJourney>;
    judged?: JudgedJourneys;
  } = {},
): AssembledJourneys {
  const current = judgeChosen(base, plans, before.judged);
  const chosen = current?.plan;
  const removing = plans.some(
    ({ kind, phase, superseded }) =>
      kind === 'remove' && phase === 'effective' && !superseded,
  );
  const active: AssembledJourney[] = [];
  const ended = new Map<string, EndedJourney>();
  const all = new Map<string, AssembledJourney>();
  const journeys = plans.map(plan => {
    const request = plan.request?.request;
    const known = before.ended?.get(plan.key);
    const isCreation = plan.kind === 'create' && !removing;
    if (plan !== chosen && !isCreation && known && known.request === request) {
      ended.set(plan.key, known);
      return known;
    }
    const judged =
      current && plan === chosen
        ? current
        : assemble(base, plan, false, before.judged);
    all.set(plan.key, judged);
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
  return { journeys, current, active, ended, judged: all };
}
