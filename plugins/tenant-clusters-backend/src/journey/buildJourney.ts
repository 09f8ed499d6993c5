import type {
  Blocker,
  Journey,
  JourneySummary,
  Stage,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { JourneyFacts } from './JourneyFacts';
import { latest, objectTime } from './times';
import { toClusterRequest, toRequestLink } from './toClusterRequest';

function journeyState(facts: JourneyFacts, stages: Stage[]): Journey['state'] {
  if (facts.request?.request.state === 'closed') {
    return 'closed';
  }
  return stages.every(({ state }) => state === 'done' || state === 'skipped')
    ? 'done'
    : 'open';
}

/** The journey of a claim: its stages with what lies in its way. */
export function buildJourney(
  facts: JourneyFacts,
  stages: Stage[],
  blockers: Blocker[],
): Journey {
  const { request, claim, actors } = facts;
  const state = journeyState(facts, stages);
  const startedAt =
    objectTime(request?.request.createdAt) ??
    objectTime(facts.kind === 'remove' ? claim?.deletedAt : claim?.createdAt);
  const finishedAt =
    state === 'done' || state === 'closed'
      ? latest(stages.map(stage => stage.finishedAt))
      : undefined;
  return {
    key: facts.key,
    kind: facts.kind,
    state,
    ...(startedAt && { startedAt }),
    ...(finishedAt && { finishedAt }),
    ...(request && {
      requester: actors.requester,
      request: toClusterRequest(request.request),
    }),
    stages,
    blockers,
    links: facts.links,
  };
}

/** A journey as lists show it. */
export function summariseJourney(
  journey: Journey,
  facts: JourneyFacts,
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
    ...(facts.request && { request: toRequestLink(facts.request.request) }),
  };
}
