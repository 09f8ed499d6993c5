import type {
  Blocker,
  Evidence,
  Stage,
  TimeFact,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { applicationCauses } from './applications/applicationCauses';
import { isInPlace } from './applications/expectedApplications';
import { applicationRevision } from './applications/rememberedApplication';
import { assembleJourneys } from './assembleJourneys';
import type {
  AssembledJourneys,
  EndedJourney,
  JudgedJourneys,
} from './assembleJourneys';
import { shownStages } from './assembleStages';
import { explainCauses } from './explainCauses';
import type { ExplainedCause } from './explainCauses';
import { factsOfJourney } from './factsOfJourney';
import { gatherFacts, regatherFacts } from './gatherFacts';
import type { GatheredFacts } from './gatherFacts';
import { causesOf } from './hindrances';
import { hubCauses } from './hubCauses';
import type { ClusterFacts, JourneyFacts } from './JourneyFacts';
import { directJourneyKey } from './journeyKey';
import { JudgementLog } from './JudgementLog';
import { rankBlockers } from './rankBlockers';
import { followConditions, treeRevision } from './resourceNodes';
import type { TreeMarks } from './resourceNodes';
import { detailOf, summaryOf } from './summariseCluster';
import type { JudgedCluster } from './summariseCluster';
import type { ClusterSubject, ClusterView, JourneyInput } from './types';
import { TreeView } from './TreeView';
import { textRevision, viewRevision } from './viewRevision';
import type { ResourceTree } from './walk/ResourceTree';

import { updateTree } from './walk/updateTree';
import { withHearing } from './withHearing';

/** A view together with what the engine needs to keep it current. */
export interface ComputedCluster {
  view: ClusterView;
  /** Uids, and tokens, of what its facts were found in beside the objects of the tree. */
  found: ReadonlySet<string>;
  /** The same of what judging them asked for besides. */
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
  /** What it was found from, which holds as long as nothing moves but resources. */
  gathered: GatheredFacts;
  judged: JudgedJourneys;
  /** What the cluster was registered by, which a removal needs when the claim is gone. */
  registration?: ClusterFacts['registration'];
}

const NO_JOURNEYS: AssembledJourneys = {
  journeys: [],
  active: [],
  ended: new Map(),
  judged: new Map(),
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
  return factsOfJourney(
    base,
    { key, kind: 'create', phase: 'effective', superseded: false, at: 0 },
    true,
  );
}

/** Judges the journeys of a cluster and orders what stands in its way. */
function judge(base: ClusterFacts, judged: AssembledJourneys): JudgedCluster {
  const { current, active } = judged;
  const facts = current?.facts ?? registeredFacts(base);
  const explained = current ? causesOf(active) : registeredCauses(facts);
  const ranked = rankBlockers(
    [...explained, ...explainCauses(facts, hubCauses(facts))],
    current ? shownStages(current.assembled) : [],
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
) =>
  `${words}${textRevision(treeRevision(hub, tree, input, marks)).slice(0, 10)}`;

/** Parts of a journey that are never changed but replaced, and mostly are not. */
type JourneyPart = Stage | Blocker | Evidence[];

const partRevisions = new WeakMap<JourneyPart, string>();

/** Hash of what is shown of a part of a journey. */
function partRevision(part: JourneyPart): string {
  const known = partRevisions.get(part);
  if (known !== undefined) {
    return known;
  }
  const revision = viewRevision(part);
  partRevisions.set(part, revision);
  return revision;
}

/** Hash of what is shown of a cluster beside its tree. */
function wordsOf({
  summary,
  detail,
  journey,
  blockers,
  applications,
}: Omit<ClusterView, 'resources'>): string {
  // When the hub was heard last is shown with the hub: it moves without anything of the cluster moving.
  const { heardAt, revision, ...shownSummary } = summary;
  const { cluster, journey: shownElsewhere, ...shownDetail } = detail;
  return viewRevision([
    shownSummary,
    shownDetail,
    journey && {
      ...journey,
      stages: journey.stages.map(partRevision),
      links: partRevision(journey.links),
      blockers: [],
    },
    blockers.map(partRevision),
    applications.map(application => applicationRevision(application)),
  ]);
}

/** What is known of a cluster from before, and what has changed since. */
export interface ComputedBefore {
  computed: ComputedCluster;
  /** Uids of the objects that changed, or about which a warning did; undefined where anything may have. */
  moved?: ReadonlySet<string>;
  /** Whether nothing else changed than these, which are resources below the claim, and the time. */
  nothingElse?: boolean;
}

/**
 * Computes one cluster, and what the engine needs to keep it current.
 *
 * @param before - the same subject as it was computed last
 */
export function computeClusterFacts(
  subject: ClusterSubject,
  input: JourneyInput,
  before?: ComputedBefore,
): ComputedCluster {
  const computed = before?.computed;
  const log = new JudgementLog({ now: input.now, before: computed });
  const again =
    computed && before.nothingElse
      ? regatherFacts(computed.gathered, input, log, before.moved)
      : undefined;
  const gathered =
    again ??
    gatherFacts(
      subject,
      input,
      log,
      computed && { tree: computed.tree, moved: before.moved },
    );
  const { base, plans, tree } = gathered;
  const judged =
    subject.kind === 'registered'
      ? NO_JOURNEYS
      : assembleJourneys(base, plans, {
          ended: computed?.ended,
          judged: again && computed?.judged,
        });
  const judgement = judge(base, judged);
  followConditions(base);
  const { facts, ranked, journey } = judgement;
  const { followed, standing, dependencies } = log;
  const marks: TreeMarks = {
    blocking: new Set(ranked.map(({ cause }) => cause.nodeId)),
    followed,
  };
  const summary = summaryOf(judgement);
  const view = {
    summary,
    journey,
    journeys: judged.journeys.map(other =>
      journey && other.journey.key === journey.key ? journey : other.journey,
    ),
    detail: detailOf(judgement, summary),
    blockers: ranked.map(({ blocker }) => blocker),
    progress: tree.progress,
    applications: facts.applications.map(({ application }) => application),
    ...(subject.infrastructure && { infrastructure: true }),
  };
  const words = wordsOf(view);
  summary.revision = revisionOf(words, subject.hub, tree, input, marks);
  log.close();
  return {
    view: new TreeView(view, { subject, input, marks }),
    words,
    marks,
    found: gathered.found,
    dependencies,
    recheckAt: log.recheckAt,
    standing: { hub: subject.hub, cluster: base.cluster, subjects: standing },
    tree,
    followed,
    ended: judged.ended,
    gathered,
    judged: judged.judged,
    registration: base.registration,
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
  moved?: ReadonlySet<string>,
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
  const touched = withHearing(input.fleet, {
    ...summary,
    revision: revisionOf(words, subject.hub, tree, input, marks),
  });
  return {
    ...before,
    tree,
    gathered: { ...before.gathered, tree },
    view: new TreeView(
      { ...view, summary: touched, detail: { ...detail, cluster: touched } },
      { subject, input, marks },
    ),
  };
}

/** Puts one cluster into words. The same subject and input give the same view. */
export function computeCluster(
  subject: ClusterSubject,
  input: JourneyInput,
): ClusterView {
  return computeClusterFacts(subject, input).view;
}
