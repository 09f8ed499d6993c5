import type {
  ClusterDetail,
  ClusterState,
  ClusterSummary,
  Journey,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { applicationTotals } from './applications/applicationTotals';
import { applicationCauses } from './applications/applicationCauses';
import { isInPlace } from './applications/expectedApplications';
import { assembleStages } from './assembleStages';
import type { AssembledStages } from './assembleStages';
import { buildJourney, summariseJourney } from './buildJourney';
import { explainCauses } from './explainCauses';
import type { ExplainedCause } from './explainCauses';
import { fileEvidence, requestLabel } from './evidence';
import { gatherFacts } from './gatherFacts';
import { hubCauses } from './hubCauses';
import type { JourneyFacts } from './JourneyFacts';
import { otherJourneys } from './otherJourneys';
import { rankBlockers } from './rankBlockers';
import { resourceNodes } from './resourceNodes';
import { clusterState, lastKnownState } from './state/clusterState';
import { degradation } from './state/degradation';
import { happening } from './state/happening';
import type { ClusterSubject, ClusterView, JourneyInput } from './types';
import { viewRevision } from './viewRevision';
import { toCondition } from './walk/conditions';

/** A view together with what the engine needs to keep it current. */
export interface ComputedCluster {
  view: ClusterView;
  /** Uids of the objects that the view was found in. */
  dependencies: Set<string>;
  /** When it would be judged otherwise although nothing changed, milliseconds since the epoch. */
  recheckAt?: number;
  /** Clock subjects of the blockers that stand. */
  standing: { hub: string; cluster: string; subjects: Set<string> };
}

function withoutJourney(facts: JourneyFacts): AssembledStages {
  const causes = facts.applications
    .filter(expected => expected.application.expected && !isInPlace(expected))
    .flatMap(({ object }) =>
      object ? applicationCauses(facts, object, 'delivering') : [],
    );
  return {
    stages: [],
    explained: explainCauses(facts, causes),
    verdicts: new Map(),
  };
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

function summaryOf(options: {
  facts: JourneyFacts;
  assembled: AssembledStages;
  ranked: ExplainedCause[];
  journey?: Journey;
}): ClusterSummary {
  const { facts, assembled, ranked, journey } = options;
  const { subject, claim, tenant, input, hub, request } = facts;
  const { stages } = assembled;
  const degraded = degradation(
    facts,
    assembled.verdicts.get('provisioned')?.causes ?? [],
  );
  const lastKnown = lastKnownState(facts, stages, ranked, degraded);
  const state = clusterState(facts, lastKnown);
  const blocker = ranked[0]?.blocker;
  const fields = (claim ?? request?.change)?.fields;
  const labels = subject.secret?.labels ?? {};
  const createdAt = claim?.createdAt ?? subject.secret?.createdAt;
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
    uid: claim?.uid,
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
      stages,
      blocker,
      degraded,
    }),
    journey: journey && summariseJourney(journey, facts),
    blocker,
    applications: applicationTotals(facts.applications),
    createdAt,
    heardAt: hub.heardAt,
    stale: hub.silent,
    revision: '',
  };
}

function detailOf(
  facts: JourneyFacts,
  cluster: ClusterSummary,
  journey: Journey | undefined,
): Omit<ClusterDetail, 'hub' | 'streamPosition'> {
  const { claim, request, input, progress } = facts;
  const fields = (claim ?? request?.change)?.fields;
  const size = input.settings.sizes.find(({ name }) => name === fields?.size);
  return {
    cluster,
    journey,
    otherJourneys: otherJourneys(facts),
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

/** Computes one cluster, and what the engine needs to keep it current. */
export function computeClusterFacts(
  subject: ClusterSubject,
  input: JourneyInput,
): ComputedCluster {
  let recheckAt: number | undefined;
  const subjects = new Set<string>();
  const { facts, dependencies } = gatherFacts(subject, input, {
    recheckAt: at => {
      recheckAt =
        at > input.now ? Math.min(at, recheckAt ?? Infinity) : recheckAt;
    },
    standing: standing => subjects.add(standing),
  });
  const isRegisteredOnly = subject.kind === 'registered';
  const assembled = isRegisteredOnly
    ? withoutJourney(facts)
    : assembleStages(facts);
  const ranked = rankBlockers(
    [...assembled.explained, ...explainCauses(facts, hubCauses(facts))],
    assembled.stages,
  );
  const blockers = ranked.map(({ blocker }) => blocker);
  const journey = isRegisteredOnly
    ? undefined
    : buildJourney(facts, assembled.stages, blockers);
  const resources = resourceNodes(
    facts,
    new Set(ranked.map(({ cause }) => cause.nodeId)),
  );
  const summary = summaryOf({ facts, assembled, ranked, journey });
  const detail = detailOf(facts, summary, journey);
  const view: ClusterView = {
    summary,
    journey,
    detail,
    blockers,
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
    journey ?? blockers,
    resources,
    view.applications,
  ]);
  return {
    view,
    dependencies,
    recheckAt,
    standing: {
      hub: subject.hub,
      cluster: subject.claim?.uid ?? subject.secret?.uid ?? facts.key,
      subjects,
    },
  };
}

/** Puts one cluster into words. The same subject and input give the same view. */
export function computeCluster(
  subject: ClusterSubject,
  input: JourneyInput,
): ClusterView {
  return computeClusterFacts(subject, input).view;
}
