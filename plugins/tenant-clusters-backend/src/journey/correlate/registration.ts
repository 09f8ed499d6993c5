import { SPOKEPORT_LABELS } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetReader } from '../../fleet/types';
import type {
  ProjectedClaim,
  ProjectedMetadata,
} from '../../projections/types';

/** A cluster as Argo CD knows it. */
export interface Registration {
  secret: ProjectedMetadata;
  /** Name for people; `destination` is what applications deliver to. */
  name: string;
  destination: { name?: string; server?: string };
  /** Whether the handover stamped it with the uid of its claim. */
  stamped: boolean;
  via: string;
}

const annotation = (secret: ProjectedMetadata, key: string) =>
  secret.annotations[key] || undefined;

/** The hub itself is a cluster of its Argo CD too, and no spoke. */
export function isHubItself(secret: ProjectedMetadata): boolean {
  const server = annotation(secret, SPOKEPORT_LABELS.server);
  return (
    annotation(secret, SPOKEPORT_LABELS.name) === 'in-cluster' ||
    secret.name === 'in-cluster' ||
    secret.labels.cluster_name === 'in-cluster' ||
    secret.labels.fleet_member === 'control-plane' ||
    server?.startsWith('https://kubernetes.default.svc') === true ||
    secret.name.includes('kubernetes.default.svc')
  );
}

/**
 * What is known of a cluster secret, whose data is never read: the annotations that the handover stamps, else a name that
 * some application's destination confirms, else the secret's own name for people and no destination.
 */
export function readRegistration(
  fleet: FleetReader,
  secret: ProjectedMetadata,
): Registration {
  const name = annotation(secret, SPOKEPORT_LABELS.name);
  const server = annotation(secret, SPOKEPORT_LABELS.server);
  const stamped = Boolean(annotation(secret, SPOKEPORT_LABELS.claimUid));
  if (name || server) {
    return {
      secret,
      name: name ?? secret.name,
      destination: { name, server },
      stamped,
      via: `annotations ${SPOKEPORT_LABELS.name}, ${SPOKEPORT_LABELS.server}`,
    };
  }
  const candidates = [
    secret.labels.cluster_name,
    secret.labels.aws_cluster_name,
    secret.name,
    secret.name.replace(/^cluster-/, ''),
  ].filter(Boolean);
  const confirmed = candidates.find(
    candidate =>
      fleet.applicationsTo(secret.hub, { name: candidate }).length > 0,
  );
  return {
    secret,
    name: confirmed ?? candidates[0],
    destination: confirmed ? { name: confirmed } : {},
    stamped,
    via: confirmed ? 'destination of an application' : 'name of the secret',
  };
}

/**
 * The registration of a claim's cluster: by the claim's uid, else by its name where no other cluster claim of the hub has that
 * name. A registration that is stamped with another uid is another cluster's.
 */
export function registrationOf(
  fleet: FleetReader,
  claim: ProjectedClaim,
): Registration | undefined {
  const secrets = fleet
    .clusterSecrets(claim.hub)
    .filter(secret => !isHubItself(secret));
  const stamped = secrets.find(
    secret => annotation(secret, SPOKEPORT_LABELS.claimUid) === claim.uid,
  );
  if (stamped) {
    return {
      ...readRegistration(fleet, stamped),
      via: `annotation ${SPOKEPORT_LABELS.claimUid}`,
    };
  }
  const named = secrets
    .filter(secret => !annotation(secret, SPOKEPORT_LABELS.claimUid))
    .map(secret => readRegistration(fleet, secret))
    .filter(
      ({ name, destination, secret }) =>
        name === claim.name &&
        destination.name === name &&
        [undefined, claim.namespace, claim.fields.tenant].includes(
          secret.labels.tenant,
        ),
    );
  const rivals = fleet
    .claims(claim.hub)
    .some(
      other =>
        other.cluster && other.uid !== claim.uid && other.name === claim.name,
    );
  return named.length === 1 && !rivals ? named[0] : undefined;
}
