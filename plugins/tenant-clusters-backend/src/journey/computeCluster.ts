import type {
  ClusterDetail,
  ClusterState,
  ClusterSummary,
  Journey,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { applicationTotals } from './applications/applicationTotals';
import { applicationCauses } from './applications/applicationCauses';
import { isInPlace } from './applications/expectedApplications';
import { assembleJourneys } from './assembleJourneys';
import type { AssembledJourneys, EndedJourney } from './assembleJourneys';
import { summariseJourney } from './buildJourney';
import { explainCauses } from './explainCauses';
import type { ExplainedCause } from './explainCauses';
import { fileEvidence, requestLabel } from './evidence';
import { gatherFacts, journeyFacts } from './gatherFacts';
import { causesOf, hindrances } from './hindrances';
import { hubCauses } from './hubCauses';
import type { ClusterFacts, JourneyFacts } from './JourneyFacts';
import { directJourneyKey } from './journeyKey';
import { rankBlockers } from './rankBlockers';
import { resourceNodes } from './resourceNodes';
import { clusterState, isSettled, lastKnownState } from './state/clusterState';
import { degradation } from './state/degradation';
import { happening } from './state/happening';
import type { ClusterSubject, ClusterView, JourneyInput } from './types';
import { viewRevision } from './viewRevision';
import { toCondition } from './walk/conditions';

/** A view together with what the engine needs to keep it current. */
export interface ComputedCluster {
  view: ClusterView;
  /** Uids, and tokens, of what the view was found in. */
  dependencies: Set<string>;
  /** When it would be judged otherwise although nothing changed, milliseconds since the epoch. */
  recheckAt?: number;
  /** Clock subjects of the blockers that stand. */
  standing: { hub: string; cluster: string; subjects: Set<string> };
  /** Journeys that need not be judged again. */
  ended: Map<string, EndedJourney>;
  /** What the cluster was registered by, which a removal needs when the claim is gone. */
  registration?: ClusterFacts['registration'];
}

/** What the parts of a view are made from. */
interface Judged {
  /** As the journey that the cluster is shown on sees it. */
  facts: JourneyFacts;
  judged: AssembledJourneys;
  ranked: ExplainedCause[];
  journey?: Journey;
}

const NO_JOURNEYS: AssembledJourneys = {
  journeys: [],
  active: [],
  ended: new Map(),
};

/** What stands in the way of a spoke that is only registered: it is on no journey. */
function registeredCauses(facts: JourneyFacts): ExplainedCause[] {
  const causes = facts.applications
    .filter(expected => expected.application.expected && !isInPlace(expected))
    .flatMap(({ object }) =>
      object ? applicationCauses(facts, object, 'delivering') : [],
    );
  return explainCauses(facts, causes);
}

function registeredFacts(base: ClusterFacts): JourneyFacts {
  const key = directJourneyKey(base.subject, 'create');
  return journeyFacts(
    base,
    { key, kind: 'create', phase: 'effective', superseded: false, at: 0 },
    true,
  );
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
function stateOf({ facts, judged, ranked }: Judged) {
  const { active, current } = judged;
  const creation = active.find(({ plan }) => plan.kind === 'create');
  const removing =
    current?.plan.kind === 'remove' && current.plan.phase === 'effective';
  const degraded = removing
    ? undefined
    : degradation(
        facts,
        creation?.assembled.verdicts.get('provisioned')?.causes ?? [],
      );
  const stage = creation?.assembled.stages.find(
    ({ name }) => name === 'provisioned',
  );
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
      connected: creation?.assembled.verdicts.get('connected')?.state,
    },
  });
  return { lastKnown, degraded, creation, removing };
}

function summaryOf(judgement: Judged): ClusterSummary {
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
  return {
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
      stages: (creation?.assembled ?? { stages: journey?.stages ?? [] }).stages,
      blocker,
      degraded,
      removed: removing && journey?.state === 'done',
    }),
    journey: journey && summariseJourney(journey, facts),
    blocker,
    applications: applicationTotals(facts.applications),
    createdAt,
    // Moves with each word from the hub, and with nothing of the cluster: read when it is asked for.
    get heardAt() {
      return input.fleet.hub(subject.hub)?.heardAt;
    },
    stale: hub.silent,
    revision: '',
  };
}

function detailOf(
  { facts, judged, journey }: Judged,
  cluster: ClusterSummary,
): Omit<ClusterDetail, 'hub' | 'streamPosition'> {
  const { claim, request, input, progress, subject } = facts;
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
    resources: progress,
  };
}

/** Judges the journeys of a cluster and orders what stands in its way. */
function judge(base: ClusterFacts, judged: AssembledJourneys): Judged {
  const { current, active } = judged;
  const facts = current?.facts ?? registeredFacts(base);
  const explained = current ? causesOf(active) : registeredCauses(facts);
  const ranked = rankBlockers(
    [...explained, ...explainCauses(facts, hubCauses(facts))],
    current?.assembled.stages ?? [],
  );
  return {
    facts,
    judged,
    ranked,
    // What stands in the way of the cluster is said where it is looked for: on the journey that is shown.
    journey: current && {
      ...current.journey,
      blockers: ranked.map(({ blocker }) => blocker),
    },
  };
}

/**
 * Computes one cluster, and what the engine needs to keep it current.
 *
 * @param ended - journeys that had ended when it was computed last
 */
export function computeClusterFacts(
  subject: ClusterSubject,
  input: JourneyInput,
  ended?: Map<string, EndedJourney>,
): ComputedCluster {
  let recheckAt: number | undefined;
  const subjects = new Set<string>();
  const { base, plans, dependencies } = gatherFacts(subject, input, {
    recheckAt: at => {
      recheckAt =
        at > input.now ? Math.min(at, recheckAt ?? Infinity) : recheckAt;
    },
    standing: standing => subjects.add(standing),
  });
  const judged =
    subject.kind === 'registered'
      ? NO_JOURNEYS
      : assembleJourneys(base, plans, ended);
  const judgement = judge(base, judged);
  const { facts, ranked, journey } = judgement;
  const resources = resourceNodes(
    facts,
    new Set(ranked.map(({ cause }) => cause.nodeId)),
  );
  const summary = summaryOf(judgement);
  const detail = detailOf(judgement, summary);
  const view: ClusterView = {
    summary,
    journey,
    journeys: judged.journeys.map(other =>
      journey && other.journey.key === journey.key ? journey : other.journey,
    ),
    detail,
    blockers: ranked.map(({ blocker }) => blocker),
    resources,
    progress: facts.progress,
    applications: facts.applications.map(({ application }) => application),
    ...(subject.infrastructure && { infrastructure: true }),
  };
  // When the hub was heard last is shown with the hub: it moves without anything of the cluster moving.
  const { heardAt, revision, ...shownSummary } = summary;
  const { cluster, journey: shownElsewhere, ...shownDetail } = detail;
  summary.revision = viewRevision([
    shownSummary,
    shownDetail,
    journey ?? view.blockers,
    resources,
    view.applications,
  ]);
  return {
    view,
    dependencies,
    recheckAt,
    standing: { hub: subject.hub, cluster: base.cluster, subjects },
    ended: judged.ended,
    registration: base.registration,
  };
}

/** Puts one cluster into words. The same subject and input give the same view. */
export function computeCluster(
  subject: ClusterSubject,
  input: JourneyInput,
): ClusterView {
  return computeClusterFacts(subject, input).view;
}
