import type { Evidence } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetReader } from '../../fleet/types';
import type {
  ProjectedApplication,
  ProjectedClaim,
} from '../../projections/types';
import { objectEvidence } from '../evidence';
import { ownTrackingId } from './trackingId';

export interface TrackingApplications {
  /** The application that delivers the claim; undefined where none does, or where it cannot be told. */
  application?: ProjectedApplication;
  /** Every one that says it does. */
  candidates: ProjectedApplication[];
  links: Evidence[];
}

/** The Applications that deliver a claim to its hub: by the claim's own tracking id, and by their `status.resources`. */
export function trackingApplications(
  fleet: FleetReader,
  claim: ProjectedClaim,
): TrackingApplications {
  const listing = fleet.applicationsTracking(claim.hub, claim);
  const id = ownTrackingId(claim);
  const named = id
    ? fleet
        .applications(claim.hub)
        .filter(
          application =>
            application.name === id.application &&
            (id.applicationNamespace === undefined ||
              application.namespace === id.applicationNamespace),
        )
    : [];
  // A name without a namespace fits one application in each Argo CD of the hub: the list of resources tells which.
  const both = named.filter(({ uid }) =>
    listing.some(other => other.uid === uid),
  );
  const [candidates, via] = [
    [both, 'tracking-id and status.resources'] as const,
    [named, 'tracking-id'] as const,
  ].find(([found]) => found.length > 0) ?? [listing, 'status.resources'];
  const ambiguous = candidates.length > 1;
  return {
    application: ambiguous ? undefined : candidates[0],
    candidates,
    links: candidates.map(application =>
      objectEvidence(application, ambiguous ? `${via} (ambiguous)` : via),
    ),
  };
}
