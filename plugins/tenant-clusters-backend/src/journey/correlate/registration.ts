import { SPOKEPORT_LABELS } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetReader } from '../../fleet/types';
import type {
  ProjectedApplication,
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

/** Names that a secret without the handover's annotations may mean. */
function candidateNames({ labels, name }: ProjectedMetadata): string[] {
  return [
    labels.cluster_name,
    labels.aws_cluster_name,
    name,
    name.replace(/^cluster-/, ''),
  ].filter(Boolean);
}

/** Every name under which a secret may be somebody's registration. */
export function possibleNames(secret: ProjectedMetadata): Set<string> {
  const name = annotation(secret, SPOKEPORT_LABELS.name);
  return new Set([...(name ? [name] : []), ...candidateNames(secret)]);
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
  const candidates = candidateNames(secret);
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

interface HubRegistrations {
  byStamp: Map<string, ProjectedMetadata[]>;
  /** Without a stamp, by each name that may be the cluster's. */
  unstamped: Map<string, ProjectedMetadata[]>;
}

/** The list of a hub's secrets is the same array until one of them changes: what was read of it is kept with it. */
const read = new WeakMap<ProjectedMetadata[], HubRegistrations>();

function registrationsIn(secrets: ProjectedMetadata[]): HubRegistrations {
  const known = read.get(secrets);
  if (known) {
    return known;
  }
  const byStamp: HubRegistrations['byStamp'] = new Map();
  const unstamped: HubRegistrations['unstamped'] = new Map();
  for (const secret of secrets) {
    const stamp = annotation(secret, SPOKEPORT_LABELS.claimUid);
    if (isHubItself(secret)) {
      continue;
    }
    if (stamp) {
      byStamp.set(stamp, [...(byStamp.get(stamp) ?? []), secret]);
      continue;
    }
    for (const name of possibleNames(secret)) {
      unstamped.set(name, [...(unstamped.get(name) ?? []), secret]);
    }
  }
  const registrations = { byStamp, unstamped };
  read.set(secrets, registrations);
  return registrations;
}

const namesakes = new WeakMap<ProjectedClaim[], Map<string, number>>();

/** How many cluster claims of a hub have a name. */
function clustersNamed(claims: ProjectedClaim[], name: string): number {
  let counts = namesakes.get(claims);
  if (!counts) {
    counts = new Map();
    for (const claim of claims) {
      if (claim.cluster) {
        counts.set(claim.name, (counts.get(claim.name) ?? 0) + 1);
      }
    }
    namesakes.set(claims, counts);
  }
  return counts.get(name) ?? 0;
}

const oldestFirst = (one: Registration, other: Registration) =>
  Date.parse(one.secret.createdAt ?? '') -
    Date.parse(other.secret.createdAt ?? '') ||
  (one.secret.namespace ?? '').localeCompare(other.secret.namespace ?? '');

/** Secrets that the handover stamped with the uid of a claim, which may be gone; one in each Argo CD that knows the cluster. */
export function stampedRegistrations(
  fleet: FleetReader,
  hub: string,
  claimUid: string,
): Registration[] {
  const { byStamp } = registrationsIn(fleet.clusterSecrets(hub));
  return (byStamp.get(claimUid) ?? [])
    .map(secret => ({
      ...readRegistration(fleet, secret),
      via: `annotation ${SPOKEPORT_LABELS.claimUid}`,
    }))
    .sort(oldestFirst);
}

/**
 * The registrations of a claim's cluster, one in each Argo CD of the hub that knows it, the oldest first: by the claim's uid,
 * else by its name where no other cluster claim of the hub has that name. A registration that is stamped with another uid is
 * another cluster's.
 */
export function registrationsOf(
  fleet: FleetReader,
  claim: ProjectedClaim,
): Registration[] {
  const stamped = stampedRegistrations(fleet, claim.hub, claim.uid);
  if (stamped.length > 0) {
    return stamped;
  }
  if (clustersNamed(fleet.claims(claim.hub), claim.name) > 1) {
    return [];
  }
  const { unstamped } = registrationsIn(fleet.clusterSecrets(claim.hub));
  const named = (unstamped.get(claim.name) ?? [])
    .map(secret => readRegistration(fleet, secret))
    .filter(
      ({ name, destination, secret }) =>
        name === claim.name &&
        destination.name === name &&
        [undefined, claim.namespace, claim.fields.tenant].includes(
          secret.labels.tenant,
        ),
    );
  // Two secrets of one name in the same Argo CD are two clusters, and nothing tells which is this one.
  const instances = new Set(named.map(({ secret }) => secret.namespace));
  return instances.size === named.length ? named.sort(oldestFirst) : [];
}

/** The first registration of a claim's cluster. */
export function registrationOf(
  fleet: FleetReader,
  claim: ProjectedClaim,
): Registration | undefined {
  return registrationsOf(fleet, claim)[0];
}

/**
 * Applications that deliver to a cluster, of each Argo CD by the registration in it: a name means what the Argo CD that reads it
 * knows by it, and `in-cluster` and `kubernetes.default.svc` mean the hub itself. An Argo CD is told by the namespace in which
 * its secrets lie; an application in a namespace of no Argo CD may belong to any.
 */
export function applicationsOf(
  fleet: FleetReader,
  hub: string,
  registrations: Registration[],
): ProjectedApplication[] {
  const found = new Map<string, ProjectedApplication>();
  for (const { secret, destination } of registrations) {
    for (const application of fleet.applicationsTo(hub, destination)) {
      const isRelative =
        destination.name !== undefined &&
        application.destination.name === destination.name;
      const { namespace } = application;
      const isElsewhere =
        namespace !== secret.namespace &&
        instancesOf(fleet, hub).has(namespace);
      if (!(isRelative && isElsewhere)) {
        found.set(application.uid, application);
      }
    }
  }
  return [...found.values()];
}

const instances = new WeakMap<ProjectedMetadata[], Set<string | undefined>>();

/** Namespaces of a hub in which an Argo CD keeps its clusters. */
function instancesOf(fleet: FleetReader, hub: string) {
  const secrets = fleet.clusterSecrets(hub);
  const known =
    instances.get(secrets) ??
    new Set(secrets.map(({ namespace }) => namespace));
  instances.set(secrets, known);
  return known;
}
