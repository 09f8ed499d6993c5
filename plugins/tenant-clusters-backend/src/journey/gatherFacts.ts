import type { ProjectedClaim, ProjectedObject } from '../projections/types';
import { askingOf } from './askingOf';
import { expectedApplications } from './applications/expectedApplications';
import { claimRequests } from './correlate/claimRequests';
import { clusterEvents } from './correlate/clusterEvents';
import { offboardRuns } from './correlate/offboardRuns';
import { planJourneys } from './correlate/planJourneys';
import type { JourneyPlan } from './correlate/planJourneys';
import {
  readRegistration,
  registrationsOf,
  stampedRegistrations,
} from './correlate/registration';
import type { Registration } from './correlate/registration';
import { trackingApplications } from './correlate/trackingApplications';
import type { TrackingApplications } from './correlate/trackingApplications';
import type { WorkflowRuns } from './correlate/workflowRuns';
import { workflowRuns } from './correlate/workflowRuns';
import { dependencyTokens } from './dependencyTokens';
import type { ClusterFacts } from './JourneyFacts';
import { groupedIdentity, requestJourneyKey, subjectUid } from './journeyKey';
import type { JudgementLog } from './JudgementLog';
import { hubHearing } from './state/hubHearing';
import type { ClusterSubject, JourneyInput } from './types';
import {
  remainingNodes,
  rememberedParts,
  treeToRemember,
} from './walk/rememberedTree';
import type { RememberedParts } from './walk/rememberedTree';
import { EMPTY_TREE, treeOf, type ResourceTree } from './walk/ResourceTree';
import { updateTree, type TreeBefore } from './walk/updateTree';
import { walkResources } from './walk/walkResources';
import type { WalkedNode } from './walk/walkResources';

const NO_RUNS: WorkflowRuns = {
  handover: [],
  verification: [],
  ambiguous: [],
  links: [],
};
const NO_TRACKING: TrackingApplications = { candidates: [], links: [] };
const NOTHING_MADE: RememberedParts = { made: [], registrations: [] };

function isGitSilent({ requests }: JourneyInput, hub: string): boolean {
  const repositories = requests
    .repositories()
    .filter(repository => repository.hub === hub);
  return (
    repositories.length > 0 &&
    repositories.every(({ state }) => state !== 'live')
  );
}

type Correlated = Pick<
  ClusterFacts,
  'tracking' | 'events' | 'runs' | 'registrations' | 'offboard' | 'remembered'
> & { tree: ResourceTree };

const UNCORRELATED: Correlated = {
  tree: EMPTY_TREE,
  tracking: NO_TRACKING,
  events: [],
  runs: NO_RUNS,
  registrations: [],
  offboard: { runs: [], links: [] },
  remembered: NOTHING_MADE,
};

function correlateClaim(
  claim: ProjectedClaim,
  { infrastructure }: ClusterSubject,
  { fleet, trees }: JourneyInput,
  before: TreeBefore | undefined,
): Correlated {
  const { tree, changed } = updateTree(fleet, claim, before);
  // The claim's own XR makes the event; nested ones make parts of the cluster.
  const composites = tree.composites.flatMap(({ object, depth }) =>
    object?.role === 'composite' && depth === 1 ? [object] : [],
  );
  const events = infrastructure ? [] : clusterEvents(fleet, claim, composites);
  const registrations = infrastructure ? [] : registrationsOf(fleet, claim);
  trees?.remember(
    claim.hub,
    claim.uid,
    treeToRemember({ claim, nodes: changed, events, registrations }),
  );
  return {
    tree,
    tracking: trackingApplications(fleet, claim),
    events,
    runs: infrastructure
      ? NO_RUNS
      : workflowRuns(fleet, claim, composites, events),
    registrations,
    offboard:
      infrastructure || !claim.deletedAt
        ? UNCORRELATED.offboard
        : offboardRuns(fleet, claim.hub, {
            claim: claim.uid,
            owned: [...composites, ...events.map(({ event }) => event)].map(
              ({ uid }) => uid,
            ),
          }),
    remembered: claim.deletedAt
      ? rememberedParts(
          trees?.remembered(claim.hub, claim.uid) ?? [],
          claim.uid,
        )
      : NOTHING_MADE,
  };
}

/** What is found of a claim that is gone: by the uids that were remembered of it. */
function correlateRemains(
  remains: NonNullable<ClusterSubject['remains']>,
  { hub, infrastructure }: ClusterSubject,
  { fleet, trees }: JourneyInput,
): Correlated {
  const tree = trees?.remembered(hub, remains.uid) ?? [];
  const remembered = rememberedParts(tree, remains.uid);
  const stamped = stampedRegistrations(fleet, hub, remains.uid);
  return {
    ...UNCORRELATED,
    tree: treeOf(fleet, remainingNodes(fleet, hub, remembered.made)),
    registrations: infrastructure ? [] : stamped,
    offboard: infrastructure
      ? UNCORRELATED.offboard
      : offboardRuns(fleet, hub, {
          claim: remains.uid,
          owned: tree.map(({ uid }) => uid),
        }),
    remembered,
  };
}

/** The tree of a subject as it is now: of its claim, or what is left of one that is gone. */
export function nodesOf(
  { hub, claim, remains }: ClusterSubject,
  { fleet, trees }: JourneyInput,
): WalkedNode[] {
  if (claim) {
    return walkResources(fleet, claim);
  }
  const tree = remains && trees?.remembered(hub, remains.uid);
  return tree
    ? remainingNodes(fleet, hub, rememberedParts(tree, remains.uid).made)
    : [];
}

function correlate(
  subject: ClusterSubject,
  input: JourneyInput,
  before: TreeBefore | undefined,
): Correlated {
  const { claim, remains, secret } = subject;
  if (claim) {
    return correlateClaim(claim, subject, input, before);
  }
  if (remains) {
    return correlateRemains(remains, subject, input);
  }
  return {
    ...UNCORRELATED,
    registrations: secret ? [readRegistration(input.fleet, secret)] : [],
  };
}

function tenantOf(subject: ClusterSubject, plans: JourneyPlan[]) {
  const { secret, remains } = subject;
  const claim = subject.claim ?? remains?.claim;
  const asked = plans.find(({ request }) => request)?.request;
  return (
    claim?.fields.tenant ??
    claim?.labels['spokeport.dev/tenant'] ??
    asked?.change.fields.tenant ??
    secret?.labels['spokeport.dev/tenant'] ??
    secret?.labels.tenant ??
    claim?.namespace ??
    (asked || remains ? subject.namespace : undefined)
  );
}

/** Where a cluster that is gone delivered from: its registration may go before its applications. */
function knownRegistrations(
  { remains }: ClusterSubject,
  found: Registration[],
): Registration[] {
  return found.length === 0 && remains?.registration
    ? [remains.registration]
    : found;
}

/** Everything that is found about a subject. */
export interface GatheredFacts {
  base: ClusterFacts;
  /** Newest first. */
  plans: JourneyPlan[];
  tree: ResourceTree;
  /** Uids of what it was found in, and tokens, beside the objects of the tree. */
  found: ReadonlySet<string>;
}

const sourcesOf = (
  { hub }: ClusterSubject,
  input: JourneyInput,
): Pick<ClusterFacts, 'hub' | 'gitSilent'> => ({
  hub: hubHearing({
    fleet: input.fleet,
    hub,
    now: input.now,
    staleAfter: input.settings.staleAfter,
  }),
  gitSilent: isGitSilent(input, hub),
});

/**
 * Looks up and correlates what is known of a subject, whatever journey it is on. Reads indexes only.
 *
 * @param before - its tree when it was computed last, and what may have changed of it
 */
export function gatherFacts(
  subject: ClusterSubject,
  input: JourneyInput,
  log: JudgementLog,
  before?: TreeBefore,
): GatheredFacts {
  const { fleet, settings } = input;
  const { hub: hubName, claim, remains, name } = subject;
  const requests = claimRequests(
    subject.requests,
    groupedIdentity(subject),
    claim ?? remains?.claim,
  );
  const plans = planJourneys(subject, requests);
  const [firstRequest] = requests.all;
  const cluster =
    subjectUid(subject) ??
    (firstRequest
      ? requestJourneyKey(subject, requests.create ?? firstRequest)
      : name);
  const tenant = tenantOf(subject, plans);
  const { tree, ...correlated } = correlate(subject, input, before);
  const { runs, registrations } = correlated;
  const applications = subject.infrastructure
    ? []
    : expectedApplications({
        fleet,
        settings,
        hub: hubName,
        name,
        tenant,
        claim,
        registrations: knownRegistrations(subject, registrations),
        runs,
      });
  const base: ClusterFacts = {
    ...correlated,
    ...sourcesOf(subject, input),
    ...askingOf({ input, hub: hubName, cluster, tree, log }),
    input,
    subject,
    claim,
    tenant,
    cluster,
    requests,
    applications,
    registration: registrations[0],
  };
  const objects: (ProjectedObject | undefined)[] = [
    claim,
    subject.secret,
    ...registrations.map(({ secret }) => secret),
    ...correlated.tracking.candidates,
    ...correlated.events.map(({ event }) => event),
    ...runs.handover,
    ...runs.verification,
    ...runs.ambiguous,
    ...correlated.offboard.runs,
    ...applications.map(({ object }) => object),
  ];
  base.dependOn(...objects);
  dependencyTokens(base, tree).forEach(token => log.dependOn(token));
  return { base, plans, tree, found: log.endSearch() };
}

/**
 * The same facts after nothing changed but resources below the claim. Undefined where that changed more than these: the tree has to
 * be walked anew, or a source is heard in another way.
 */
export function regatherFacts(
  { base, plans, tree: treeBefore, found }: GatheredFacts,
  input: JourneyInput,
  log: JudgementLog,
  moved: TreeBefore['moved'],
): GatheredFacts | undefined {
  const { claim, subject, cluster } = base;
  const sources = sourcesOf(subject, input);
  const isHeardSo =
    sources.gitSilent === base.gitSilent &&
    sources.hub.silent === base.hub.silent &&
    sources.hub.state === base.hub.state;
  if (!claim || !isHeardSo) {
    return undefined;
  }
  const { tree, changed } = updateTree(input.fleet, claim, {
    tree: treeBefore,
    moved,
  });
  if (changed === tree.nodes) {
    return undefined;
  }
  if (changed.length > 0) {
    input.trees?.remember(
      claim.hub,
      claim.uid,
      treeToRemember({ claim, nodes: changed, events: [], registrations: [] }),
    );
  }
  log.skipSearch(found);
  const { hub } = subject;
  return {
    base: {
      ...base,
      ...sources,
      ...askingOf({ input, hub, cluster, tree, log }),
      input,
    },
    plans,
    tree,
    found,
  };
}
