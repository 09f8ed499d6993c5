import type {
  ClusterDetail,
  ClusterState,
  ClusterSummary,
  Journey,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { applicationTotals } from './applications/applicationTotals';
import type { AssembledJourneys } from './assembleJourneys';
import { shownStages } from './assembleStages';
import { summariseJourney } from './buildJourney';
import { fileEvidence, requestLabel } from './evidence';
import type { ExplainedCause } from './explainCauses';
import { hindrances } from './hindrances';
import type { JourneyFacts } from './JourneyFacts';
import { clusterState, isSettled, lastKnownState } from './state/clusterState';
import { degradation } from './state/degradation';
import { happening } from './state/happening';
import { toCondition } from './walk/conditions';
import { withHearing } from './withHearing';

/** What the parts of a view are made from. */
export interface JudgedCluster {
  /** As the journey that the cluster is shown on sees it. */
  facts: JourneyFacts;
  judged: AssembledJourneys;
  ranked: ExplainedCause[];
  journey?: Journey;
}

/** When a state that is seen for the first time began, as far as objects tell. */
function stateHint(
  state: ClusterState,
  { request }: JourneyFacts,
  journey: Journey | undefined,
): string | undefined {
  if (state === 'Requested') {
    return request?.request.createdAt;
  }
  return state === 'Ready' ? journey?.finishedAt?.at : undefined;
}

/** The state of the cluster, and what it is found from. */
function stateOf({ facts, judged, ranked }: JudgedCluster) {
  const { active, current } = judged;
  const creation = active.find(({ plan }) => plan.kind === 'create');
  const removing =
    current?.plan.kind === 'remove' && current.plan.phase === 'effective';
  const degraded = removing
    ? undefined
    : degradation(
        facts,
        creation?.assembled.get('provisioned')?.verdict.causes ?? [],
      );
  const stage = creation?.assembled.get('provisioned')?.stage;
  const settled = isSettled(facts);
  const obstacles = current
    ? hindrances(active, settled)
    : ranked.filter(
        ({ cause, blocker }) =>
          blocker.needsPerson &&
          cause.type !== 'hub-silent' &&
          cause.stage !== 'delivering',
      );
  const lastKnown = lastKnownState({
    facts,
    removing,
    blocked: obstacles.length > 0,
    degraded: degraded !== undefined,
    creation: {
      provisioned: stage?.state === 'unknown' ? stage.lastKnown : stage?.state,
      connected: creation?.assembled.get('connected')?.verdict.state,
    },
  });
  return { lastKnown, degraded, creation, removing };
}

/** A cluster as lists show it. Its revision is still to be written in. */
export function summaryOf(judgement: JudgedCluster): ClusterSummary {
  const { facts, ranked, journey } = judgement;
  const { subject, claim, tenant, input, hub, request } = facts;
  const { lastKnown, degraded, creation, removing } = stateOf(judgement);
  const state = clusterState(facts, lastKnown);
  const blocker = ranked[0]?.blocker;
  const lastClaim = claim ?? subject.remains?.claim;
  const fields = (lastClaim ?? request?.change)?.fields;
  const labels = subject.secret?.labels ?? {};
  const createdAt = lastClaim?.createdAt ?? subject.secret?.createdAt;
  const stateSince =
    state === 'Degraded' && degraded ? degraded.since : undefined;
  const observed = facts.observe(
    'state',
    'state',
    state,
    stateHint(state, facts, journey),
  );
  return withHearing(input.fleet, {
    ref: {
      hub: subject.hub,
      namespace: subject.namespace,
      name: subject.name,
      kind: subject.kind,
    },
    uid: claim?.uid ?? subject.remains?.uid,
    tenant,
    owner: tenant && input.settings.ownerOf(tenant),
    environment: fields?.environment ?? labels.environment,
    region: fields?.region ?? labels.region,
    kubernetesVersion: fields?.kubernetesVersion ?? labels.kubernetes_version,
    size: fields?.size,
    cidr: fields?.cidr,
    state,
    stateSince: stateSince ?? observed,
    happening: happening({
      facts,
      state,
      lastKnown,
      stages: creation
        ? shownStages(creation.assembled)
        : journey?.stages ?? [],
      blocker,
      degraded,
      removed: removing && journey?.state === 'done',
    }),
    journey: journey && summariseJourney(journey, facts),
    blocker,
    applications: applicationTotals(facts.applications),
    createdAt,
    stale: hub.silent,
    revision: '',
  });
}

/** A cluster as its own page shows it, beside its tree. */
export function detailOf(
  { facts, judged, journey }: JudgedCluster,
  cluster: ClusterSummary,
): Omit<ClusterDetail, 'hub' | 'streamPosition'> {
  const { claim, request, input, subject } = facts;
  const fields = (claim ?? subject.remains?.claim ?? request?.change)?.fields;
  const size = input.settings.sizes.find(({ name }) => name === fields?.size);
  return {
    cluster,
    journey,
    otherJourneys: judged.journeys
      .filter(other => other.journey !== judged.current?.journey)
      .map(other =>
        summariseJourney(other.journey, {
          request: other.request && {
            request: other.request,
            change: other.request.changes[0],
          },
        }),
      ),
    members: fields?.members ?? [],
    addons: fields?.addons ?? [],
    sizeTitle: size?.title,
    monthlyCost: size?.monthlyCost,
    file:
      request &&
      fileEvidence(
        request.request,
        request.change.path,
        request.request.origin === 'push'
          ? `changed by a push of ${requestLabel(request.request)}`
          : `changed by pull request ${request.request.number}`,
      ),
    conditions:
      claim?.conditions.map(condition => toCondition(claim, condition)) ?? [],
    resources: facts.resources().progress,
  };
}
