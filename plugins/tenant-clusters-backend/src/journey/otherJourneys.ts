import type {
  JourneySummary,
  StageSummary,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClaimRequest } from './correlate/claimRequests';
import { journeyKey } from './journeyKey';
import type { JourneyFacts } from './JourneyFacts';
import { synced } from './stages/synced';
import { objectTime } from './times';
import { toRequestLink } from './toClusterRequest';
import { conditionOf, isReady } from './walk/conditions';

/** Enough for a list beside the journey; the history has the rest. */
const MAX_JOURNEYS = 20;

/** Whether Crossplane has worked on the claim as it is now: a change leaves Ready True, so Ready alone says nothing. */
function isProvisionedNow({ claim, nodes }: JourneyFacts): boolean {
  if (!claim || !isReady(claim)) {
    return false;
  }
  const accepted = conditionOf(claim, 'Synced');
  return (
    (accepted?.observedGeneration === undefined ||
      accepted.observedGeneration === claim.generation) &&
    nodes.every(({ state }) => state === 'ready' || state === 'none')
  );
}

const REVIEWED = { merged: 'done', open: 'active', closed: 'failed' } as const;

function provisionedState(
  facts: JourneyFacts,
  isApplied: boolean,
): StageSummary['state'] {
  if (facts.hub.silent) {
    return 'unknown';
  }
  if (!isApplied) {
    return 'waiting';
  }
  return isProvisionedNow(facts) ? 'done' : 'active';
}

function stagesOfChange(
  facts: JourneyFacts,
  other: ClaimRequest,
): StageSummary[] {
  const { state } = other.request;
  const stages: StageSummary[] = [
    { name: 'requested', state: 'done' },
    {
      name: 'reviewed',
      state: REVIEWED[state],
    },
  ];
  if (other.change.change !== 'change' || state === 'closed') {
    return stages;
  }
  const applied =
    state === 'merged'
      ? synced({ ...facts, request: other, covering: [] }).state
      : 'waiting';
  const isApplied = applied === 'done' || applied === 'skipped';
  return [
    ...stages,
    { name: 'synced', state: facts.hub.silent ? 'unknown' : applied },
    { name: 'provisioned', state: provisionedState(facts, isApplied) },
  ];
}

function summarise(facts: JourneyFacts, other: ClaimRequest): JourneySummary {
  const { request, change } = other;
  const stages = stagesOfChange(facts, other);
  const isDone =
    stages.length > 2 && stages.every(({ state }) => state === 'done');
  const openState = isDone ? 'done' : 'open';
  return {
    key: journeyKey(facts.subject, other),
    kind: change.change,
    state: request.state === 'closed' ? 'closed' : openState,
    stages,
    startedAt: objectTime(request.createdAt),
    request: toRequestLink(request),
  };
}

/**
 * The other requests for the same claim, newest first, each as far as it can be told from what is read. A merged change is
 * superseded by a newer one.
 */
export function otherJourneys(facts: JourneyFacts): JourneySummary[] {
  const { requests, request, claim } = facts;
  const born = claim?.createdAt ? Date.parse(claim.createdAt) : -Infinity;
  const others = requests.all.filter(
    other =>
      other !== request &&
      (other === requests.create ||
        Date.parse(other.request.mergedAt ?? other.request.updatedAt) >= born),
  );
  let newerMerged = false;
  return others.slice(0, MAX_JOURNEYS).map(other => {
    const summary = summarise(facts, other);
    const isMergedChange =
      other.request.state === 'merged' && other.change.change === 'change';
    const superseded =
      isMergedChange && newerMerged && summary.state === 'open';
    newerMerged ||= isMergedChange;
    return superseded ? { ...summary, state: 'superseded' } : summary;
  });
}
