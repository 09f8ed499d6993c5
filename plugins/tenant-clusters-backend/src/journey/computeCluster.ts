import type {
  ClusterDetail,
  ClusterState,
  ClusterSummary,
  Journey,
  ResourceNode,
  TimeFact,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { applicationTotals } from './applications/applicationTotals';
import { applicationRevision } from './applications/rememberedApplication';
import { applicationCauses } from './applications/applicationCauses';
import { isInPlace } from './applications/expectedApplications';
import { assembleJourneys } from './assembleJourneys';
import type { AssembledJourneys, EndedJourney } from './assembleJourneys';
import { summariseJourney } from './buildJourney';
import { explainCauses } from './explainCauses';
import type { ExplainedCause } from './explainCauses';
import { fileEvidence, requestLabel } from './evidence';
import { gatherFacts, journeyFacts, nodesOf } from './gatherFacts';
import { causesOf, hindrances } from './hindrances';
import { hubCauses } from './hubCauses';
import type { ClusterFacts, JourneyFacts } from './JourneyFacts';
import { directJourneyKey } from './journeyKey';
import { rankBlockers } from './rankBlockers';
import { followConditions, resourceNodes, treeRevision } from './resourceNodes';
import type { TreeMarks } from './resourceNodes';
import { clusterState, isSettled, lastKnownState } from './state/clusterState';
import { degradation } from './state/degradation';
import { happening } from './state/happening';
import type { ClusterSubject, ClusterView, JourneyInput } from './types';
import { viewRevision } from './viewRevision';
import { toCondition } from './walk/conditions';
import { textHash } from './walk/textHash';
import type { ResourceTree } from './walk/ResourceTree';
import { updateTree, type TreeBefore } from './walk/updateTree';

/** A view together with what the engine needs to keep it current. */
export interface ComputedCluster {
  view: ClusterView;
  /** Uids, and tokens, of what the view was found in beside the objects of the tree. */
  dependencies: Set<string>;
  /** When it would be judged otherwise although nothing changed, milliseconds since the epoch. */
  recheckAt?: number;
  /** Clock subjects of the blockers that stand. */
  standing: { hub: string; cluster: string; subjects: Set<string> };
  tree: ResourceTree;
  /** Revision of everything but the tree, and what beside its objects the tree shows. */
  words: string;
  marks: TreeMarks;
  /** Clock subjects of the conditions that are followed. */
  followed: ReadonlyMap<string, TimeFact>;
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

const revisionOf = (
  words: string,
  hub: string,
  tree: ResourceTree,
  input: JourneyInput,
  marks: TreeMarks,
) => `${words}${textHash(treeRevision(hub, tree, input, marks)).toString(36)}`;

/**
 * Computes one cluster, and what the engine needs to keep it current.
 *
 * @param before - the same subject as it was computed last
 * @param moved - uids of the objects that changed since, or about which a warning did; undefined where anything may have
 */
export function computeClusterFacts(
  subject: ClusterSubject,
  input: JourneyInput,
  before?: Pick<
    ComputedCluster,
    'ended' | 'followed' | 'dependencies' | 'tree'
  >,
  moved?: TreeBefore['moved'],
): ComputedCluster {
  let recheckAt: number | undefined;
  const subjects = new Set<string>();
  const followed = new Map<string, TimeFact>();
  const listener = {
    recheckAt: (at: number) => {
      recheckAt =
        at > input.now ? Math.min(at, recheckAt ?? Infinity) : recheckAt;
    },
    standing: (standing: string) => subjects.add(standing),
    followed: (observed: string, since: TimeFact) =>
      followed.set(observed, since),
    wasWell: (observed: string) => {
      if (!before || before.followed.has(observed)) {
        return false;
      }
      const [, uid] = observed.split('/');
      return before.tree.indexOf.has(uid) || before.dependencies.has(uid);
    },
  };
  const { base, plans, dependencies } = gatherFacts(
    subject,
    input,
    listener,
    before && { tree: before.tree, moved },
  );
  const judged =
    subject.kind === 'registered'
      ? NO_JOURNEYS
      : assembleJourneys(base, plans, before?.ended);
  const judgement = judge(base, judged);
  followConditions(base);
  const { facts, ranked, journey } = judgement;
  const marks: TreeMarks = {
    blocking: new Set(ranked.map(({ cause }) => cause.nodeId)),
    followed,
  };
  const summary = summaryOf(judgement);
  const detail = detailOf(judgement, summary);
  const view = withTree({
    subject,
    input,
    marks,
    view: {
      summary,
      journey,
      journeys: judged.journeys.map(other =>
        journey && other.journey.key === journey.key ? journey : other.journey,
      ),
      detail,
      blockers: ranked.map(({ blocker }) => blocker),
      progress: facts.progress,
      applications: facts.applications.map(({ application }) => application),
      ...(subject.infrastructure && { infrastructure: true }),
    },
  });
  // When the hub was heard last is shown with the hub: it moves without anything of the cluster moving.
  const { heardAt, revision, ...shownSummary } = summary;
  const { cluster, journey: shownElsewhere, ...shownDetail } = detail;
  const words = viewRevision([
    shownSummary,
    shownDetail,
    journey ?? view.blockers,
    facts.applications.map(({ application }) =>
      applicationRevision(application),
    ),
  ]);
  summary.revision = revisionOf(words, subject.hub, base.tree, input, marks);
  return {
    view,
    words,
    marks,
    dependencies,
    recheckAt,
    standing: { hub: subject.hub, cluster: base.cluster, subjects },
    tree: base.tree,
    followed,
    ended: judged.ended,
    registration: base.registration,
  };
}

/** Trees are large, and few are looked at: they are walked again for whoever does. */
function withTree(options: {
  subject: ClusterSubject;
  input: JourneyInput;
  marks: TreeMarks;
  view: Omit<ClusterView, 'resources'>;
}): ClusterView {
  const { subject, input, marks, view } = options;
  let resources: ResourceNode[] | undefined;
  return {
    ...view,
    get resources() {
      resources ??= resourceNodes(nodesOf(subject, input), input, marks);
      return resources;
    },
  };
}

/**
 * Computes a cluster of which only resources changed in a way that moves nothing but how they are shown. Undefined where the
 * tree has to be walked anew, so that all of it has to be computed.
 */
export function recomputeTree(
  subject: ClusterSubject,
  input: JourneyInput,
  before: ComputedCluster,
  moved?: TreeBefore['moved'],
): ComputedCluster | undefined {
  const { claim } = subject;
  if (!claim || before.tree.nodes[0]?.object !== claim) {
    return undefined;
  }
  const { tree, changed } = updateTree(input.fleet, claim, {
    tree: before.tree,
    moved,
  });
  if (changed === tree.nodes) {
    return undefined;
  }
  const { words, marks, view } = before;
  const { summary, detail } = view;
  const { heardAt, ...rest } = summary;
  const touched: ClusterSummary = {
    ...rest,
    revision: revisionOf(words, subject.hub, tree, input, marks),
    get heardAt() {
      return input.fleet.hub(subject.hub)?.heardAt;
    },
  };
  return {
    ...before,
    tree,
    view: withTree({
      subject,
      input,
      marks,
      view: {
        summary: touched,
        detail: { ...detail, cluster: touched },
        journey: view.journey,
        journeys: view.journeys,
        blockers: view.blockers,
        progress: view.progress,
        applications: view.applications,
        ...(view.infrastructure && { infrastructure: true }),
      },
    }),
  };
}

/** Puts one cluster into words. The same subject and input give the same view. */
export function computeCluster(
  subject: ClusterSubject,
  input: JourneyInput,
): ClusterView {
  return computeClusterFacts(subject, input).view;
}
