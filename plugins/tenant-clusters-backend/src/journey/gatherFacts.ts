import type { Evidence } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ProjectedObject } from '../projections/types';
import { journeyActors } from './actors';
import { expectedApplications } from './applications/expectedApplications';
import { claimRequests } from './correlate/claimRequests';
import type { ClaimRequest } from './correlate/claimRequests';
import { clusterEvents } from './correlate/clusterEvents';
import { coveringApplications } from './correlate/coveringApplications';
import { readRegistration, registrationOf } from './correlate/registration';
import { trackingApplications } from './correlate/trackingApplications';
import type { TrackingApplications } from './correlate/trackingApplications';
import type { WorkflowRuns } from './correlate/workflowRuns';
import { workflowRuns } from './correlate/workflowRuns';
import { objectEvidence, requestEvidence } from './evidence';
import type { JourneyFacts } from './JourneyFacts';
import { groupedIdentity, journeyKey } from './journeyKey';
import { hubHearing } from './state/hubHearing';
import type { ClusterSubject, JourneyInput } from './types';
import { treeProgress } from './walk/treeProgress';
import { walkResources } from './walk/walkResources';

const NO_RUNS: WorkflowRuns = {
  handover: [],
  verification: [],
  ambiguous: [],
  links: [],
};

function isGitSilent({ requests }: JourneyInput, hub: string): boolean {
  const repositories = requests
    .repositories()
    .filter(repository => repository.hub === hub);
  return (
    repositories.length > 0 &&
    repositories.every(({ state }) => state !== 'live')
  );
}

interface Correlated {
  nodes: JourneyFacts['nodes'];
  tracking: TrackingApplications;
  events: JourneyFacts['events'];
  runs: WorkflowRuns;
  registration?: JourneyFacts['registration'];
}

function correlate(
  subject: ClusterSubject,
  { fleet }: JourneyInput,
): Correlated {
  const { claim, secret, infrastructure } = subject;
  if (!claim) {
    return {
      nodes: [],
      tracking: { candidates: [], links: [] },
      events: [],
      runs: NO_RUNS,
      registration: secret && readRegistration(fleet, secret),
    };
  }
  const nodes = walkResources(fleet, claim);
  // The claim's own XR makes the event; nested ones make parts of the cluster.
  const composites = nodes.flatMap(({ object, depth }) =>
    object?.role === 'composite' && depth === 1 ? [object] : [],
  );
  const events = infrastructure ? [] : clusterEvents(fleet, claim, composites);
  return {
    nodes,
    tracking: trackingApplications(fleet, claim),
    events,
    runs: infrastructure
      ? NO_RUNS
      : workflowRuns(fleet, claim, composites, events),
    registration: infrastructure ? undefined : registrationOf(fleet, claim),
  };
}

/** Everything that is found about a subject, and the uids of the objects that it was found in. */
export interface GatheredFacts {
  facts: JourneyFacts;
  dependencies: Set<string>;
}

function linksOf(
  facts: Pick<
    JourneyFacts,
    'request' | 'tracking' | 'events' | 'runs' | 'registration'
  >,
): Evidence[] {
  const { request, tracking, events, runs, registration } = facts;
  return [
    ...(request
      ? [requestEvidence(request.request, 'manifest in the changed files')]
      : []),
    ...tracking.links,
    ...events.map(({ event, via }) => objectEvidence(event, via)),
    ...runs.links,
    ...(registration
      ? [objectEvidence(registration.secret, registration.via)]
      : []),
  ];
}

function tenantOf(subject: ClusterSubject, request: ClaimRequest | undefined) {
  const { claim, secret } = subject;
  return (
    claim?.fields.tenant ??
    claim?.labels['spokeport.dev/tenant'] ??
    request?.change.fields.tenant ??
    secret?.labels['spokeport.dev/tenant'] ??
    secret?.labels.tenant ??
    claim?.namespace ??
    (request ? subject.namespace : undefined)
  );
}

/** Looks up and correlates what is known of a subject. Reads indexes only. */
export function gatherFacts(
  subject: ClusterSubject,
  input: JourneyInput,
  onObserve: {
    recheckAt(at: number): void;
    standing(subject: string): void;
  },
): GatheredFacts {
  const { fleet, clock, settings } = input;
  const { hub: hubName, claim, name } = subject;
  const requests = claimRequests(
    subject.requests,
    groupedIdentity(subject),
    claim,
  );
  const isRemoving =
    claim !== undefined &&
    (claim.deletedAt !== undefined ||
      requests.remove?.request.state === 'merged');
  const kind = isRemoving ? 'remove' : 'create';
  const request = isRemoving ? requests.remove : requests.create;
  const key = journeyKey(subject, request);
  const cluster = claim?.uid ?? subject.secret?.uid ?? key;
  const tenant = tenantOf(subject, request);
  const found = correlate(subject, input);
  const { nodes, runs, registration } = found;
  const applications = subject.infrastructure
    ? []
    : expectedApplications({
        fleet,
        settings,
        hub: hubName,
        name,
        tenant,
        claim,
        registration,
        runs,
      });
  // An application that lists the claim is known to deliver it; only without one it is asked which should.
  const covering =
    request?.request.state === 'merged' && !found.tracking.application
      ? coveringApplications(fleet, request.request, request.change)
      : [];
  const dependencies = new Set<string>();
  const facts: JourneyFacts = {
    ...found,
    input,
    subject,
    claim,
    kind,
    key,
    tenant,
    requests,
    request,
    covering,
    applications,
    hub: hubHearing({
      fleet,
      hub: hubName,
      now: input.now,
      staleAfter: settings.staleAfter,
    }),
    gitSilent: isGitSilent(input, hubName),
    actors: journeyActors({ settings, tenant, request: request?.request }),
    progress: treeProgress(nodes),
    links: linksOf({ ...found, request }),
    dependOn: (...objects) =>
      objects.forEach(object => object && dependencies.add(object.uid)),
    recheckAt: onObserve.recheckAt,
    observe(type, observed, value, hint) {
      if (value === 'standing') {
        onObserve.standing(observed);
      }
      return clock.since(
        { hub: hubName, cluster, type, subject: observed },
        value,
        hint,
      );
    },
    ever: (type, observed, value) =>
      clock.ever?.({ hub: hubName, cluster, type, subject: observed }, value),
  };
  const objects: (ProjectedObject | undefined)[] = [
    claim,
    subject.secret,
    registration?.secret,
    ...nodes.map(({ object }) => object),
    ...found.tracking.candidates,
    ...covering,
    ...found.events.map(({ event }) => event),
    ...runs.handover,
    ...runs.verification,
    ...runs.ambiguous,
    ...applications.map(({ object }) => object),
  ];
  facts.dependOn(...objects);
  return { facts, dependencies };
}
