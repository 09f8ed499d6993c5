import type {
  Blocker,
  Journey,
  JourneySummary,
  Stage,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { appliedSubject } from './appliedSubject';
import { journeySubject } from './assembleStages';
import type { JourneyFacts } from './JourneyFacts';
import { addressedKey } from './journeyKey';
import { latest, millis, objectTime } from './times';
import { toClusterRequest, toRequestLink } from './toClusterRequest';

/** Clocks of the forge, of the hub and of this backend disagree by so many milliseconds at most. */
const CLOCK_SLACK = 60_000;

function journeyState(facts: JourneyFacts, stages: Stage[]): Journey['state'] {
  const { plan, key } = facts;
  if (plan.phase === 'closed') {
    return 'closed';
  }
  const isOver = stages.every(
    ({ state }) => state === 'done' || state === 'skipped',
  );
  if (isOver) {
    // Remembered for the time when another journey of the same cluster moves what this one rested on.
    facts.observe('stage', journeySubject(key), 'done');
    return 'done';
  }
  return plan.superseded ? 'superseded' : 'open';
}

/**
 * When a journey began. A claim that was deleted by hand and made anew from what Git still says did not begin with the pull
 * request of long ago: that one was applied before this claim was born.
 */
function startOf(facts: JourneyFacts) {
  const { request, claim, kind, plan, input, subject } = facts;
  const born = objectTime(claim?.createdAt);
  if (!request) {
    return kind === 'remove'
      ? objectTime(new Date(plan.at).toISOString())
      : born;
  }
  const asked = objectTime(request.request.createdAt);
  const applied = input.clock.ever?.(
    appliedSubject(subject.hub, addressedKey(subject, request)),
    'done',
  );
  const isMadeAnew =
    kind === 'create' &&
    born !== undefined &&
    applied !== undefined &&
    millis(applied) + CLOCK_SLACK < millis(born);
  return isMadeAnew ? born : asked;
}

/** One journey of a claim: its stages with what lies in its way. */
export function buildJourney(
  facts: JourneyFacts,
  stages: Stage[],
  blockers: Blocker[],
): Journey {
  const { request, actors, kind, key, links } = facts;
  const state = journeyState(facts, stages);
  const startedAt = startOf(facts);
  const finishedAt =
    state === 'done' || state === 'closed'
      ? latest(stages.map(stage => stage.finishedAt))
      : undefined;
  return {
    key,
    kind,
    state,
    ...(startedAt && { startedAt }),
    ...(finishedAt && { finishedAt }),
    ...(request && {
      requester: actors.requester,
      request: toClusterRequest(request.request),
    }),
    stages,
    blockers,
    links,
  };
}

/** A journey as lists show it. */
export function summariseJourney(
  journey: Journey,
  { request }: Pick<JourneyFacts, 'request'>,
): JourneySummary {
  const { key, kind, state, startedAt, finishedAt } = journey;
  return {
    key,
    kind,
    state,
    stages: journey.stages.map(({ name, state: stageState, progress }) => ({
      name,
      state: stageState,
      ...(progress && { progress }),
    })),
    ...(startedAt && { startedAt }),
    ...(finishedAt && { finishedAt }),
    ...(request && { request: toRequestLink(request.request) }),
  };
}
