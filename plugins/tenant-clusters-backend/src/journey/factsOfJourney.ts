import type { Evidence } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClaimChange } from '../requests/types';
import { journeyActors } from './actors';
import { coveringApplications } from './correlate/coveringApplications';
import { otherHubs } from './correlate/otherHubs';
import type { JourneyPlan } from './correlate/planJourneys';
import { objectEvidence, requestEvidence } from './evidence';
import type { ClusterFacts, JourneyFacts } from './JourneyFacts';

/** How what was changed reaches a claim that is not in the changed files themselves. */
const throughWhat = ({ application, overlay }: ClaimChange) =>
  (application && `through Application path (${application})`) ??
  (overlay && `through overlay ${overlay}`);

function linksOf(
  base: ClusterFacts,
  { request, kind }: JourneyPlan,
): Evidence[] {
  const { tracking, events, runs, registrations, offboard, input, subject } =
    base;
  const asked = request && [
    requestEvidence(
      request.request,
      throughWhat(request.change) ?? 'manifest in the changed files',
    ),
  ];
  return [
    ...(asked ?? []),
    ...tracking.links,
    ...events.map(({ event, via }) => objectEvidence(event, via)),
    ...(kind === 'remove' ? offboard.links : runs.links),
    ...registrations.map(({ secret, via }) => objectEvidence(secret, via)),
    ...otherHubs(input.fleet, subject.hub, registrations),
  ];
}

/** What is found about a subject, as one of its journeys needs it. */
export function factsOfJourney(
  base: ClusterFacts,
  plan: JourneyPlan,
  current: boolean,
): JourneyFacts {
  const { input, tenant, tracking } = base;
  const { request, key, kind } = plan;
  // An application that lists the claim is known to deliver it; only without one it is asked which should.
  const covering =
    request?.request.state === 'merged' &&
    kind !== 'remove' &&
    !tracking.application
      ? coveringApplications(input.fleet, request.request, request.change)
      : [];
  base.dependOn(...covering);
  return {
    ...base,
    plan,
    current,
    key,
    kind,
    request,
    covering,
    actors: journeyActors({
      settings: input.settings,
      tenant,
      request: request?.request,
    }),
    links: linksOf(base, plan),
  };
}

/** The same facts about a journey, from what is found about its cluster now. */
export function factsOfJourneyAgain(
  base: ClusterFacts,
  before: JourneyFacts,
): JourneyFacts {
  base.dependOn(...before.covering);
  return { ...before, ...base };
}
