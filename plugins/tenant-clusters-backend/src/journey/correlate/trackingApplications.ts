import type { Evidence } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetReader } from '../../fleet/types';
import type {
  ProjectedApplication,
  ProjectedClaim,
} from '../../projections/types';
import { objectEvidence } from '../evidence';
import { ownTrackingId } from './trackingId';

/**
 * Set where several Argo CDs manage one cluster; which of them has which id stands in none of its objects
 * (argoproj/argo-cd:common/common.go, AnnotationInstallationID).
 */
const INSTALLATION_ANNOTATION = 'argocd.argoproj.io/installation-id';

/** Of `application.resourceTrackingMethod: label`. */
const TRACKING_LABEL = 'app.kubernetes.io/instance';

/**
 * Whether an application sees an object as applied. The Argo CD of another installation id takes it for a stranger's, so that its
 * application lacks it.
 */
function hasSynced(
  { resources }: ProjectedApplication,
  claim: ProjectedClaim,
): boolean {
  return resources.some(
    ({ group, kind, namespace, name, status }) =>
      status === 'Synced' &&
      group === claim.group &&
      kind === claim.kind &&
      name === claim.name &&
      (namespace ?? '') === (claim.namespace ?? ''),
  );
}

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
        .applicationsNamed(claim.hub, id.application)
        .filter(
          ({ namespace }) =>
            id.applicationNamespace === undefined ||
            namespace === id.applicationNamespace,
        )
    : [];
  const isListing = ({ uid }: ProjectedApplication) =>
    listing.some(other => other.uid === uid);
  // A name without a namespace fits one application in each Argo CD of the hub: the list of resources tells which.
  const both = named.filter(isListing);
  const installed = claim.annotations[INSTALLATION_ANNOTATION]
    ? both.filter(application => hasSynced(application, claim))
    : [];
  // Helm charts set that label too: it tells only between those that list the claim.
  const labelled = listing.filter(({ name, namespace }) =>
    [name, `${namespace}_${name}`].includes(claim.labels[TRACKING_LABEL] ?? ''),
  );
  const [candidates, via] = [
    [
      installed.length === 1 ? installed : [],
      'tracking-id, installation-id and status.resources',
    ] as const,
    [both, 'tracking-id and status.resources'] as const,
    [named, 'tracking-id'] as const,
    [labelled, `label ${TRACKING_LABEL} and status.resources`] as const,
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
