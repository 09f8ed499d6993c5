import { SPOKEPORT_LABELS } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ProjectedClaim } from '../projections/types';
import type { ClaimChange, TrackedRequest } from '../requests/types';
import { appliedSubject } from './appliedSubject';
import { CLUSTER_SCOPE } from './clusterScope';
import { claimRequests, isPending } from './correlate/claimRequests';
import {
  isHubItself,
  readRegistration,
  registrationOf,
} from './correlate/registration';
import { groupedIdentity, journeyKey } from './journeyKey';
import type { ClusterSubject, JourneyInput } from './types';

function claimSubject(
  claim: ProjectedClaim,
  { requests }: JourneyInput,
): ClusterSubject {
  const { hub, group, kind, name } = claim;
  const namespace = claim.namespace ?? CLUSTER_SCOPE;
  return {
    hub,
    namespace,
    name,
    kind: `${kind}.${group}`,
    infrastructure: !claim.cluster,
    claim,
    requests: requests.requestsFor({ hub, group, kind, namespace, name }),
  };
}

function isClusterKind(
  { fleet, settings }: JourneyInput,
  hub: string,
  { group, kind }: ClaimChange,
): boolean {
  const configured = settings.isClusterKind?.(hub, { group, kind });
  if (configured !== undefined) {
    return configured;
  }
  const known = fleet
    .claims(hub)
    .find(claim => claim.group === group && claim.kind === kind);
  return known?.cluster ?? true;
}

/** Claims that were asked for and are not on their hub yet. */
function pendingSubjects(
  input: JourneyInput,
  known: Set<string>,
): ClusterSubject[] {
  const byClaim = new Map<
    string,
    { change: ClaimChange; requests: TrackedRequest[] }
  >();
  for (const request of input.requests.requests()) {
    for (const change of request.changes) {
      const key = subjectKey({
        hub: request.hub,
        namespace: change.namespace || CLUSTER_SCOPE,
        name: change.name,
        kind: `${change.kind}.${change.group}`,
      });
      const entry = byClaim.get(key) ?? { change, requests: [] };
      entry.requests.push(request);
      byClaim.set(key, entry);
    }
  }
  return [...byClaim]
    .filter(
      ([key, { change, requests }]) =>
        !known.has(key) && isPending(claimRequests(requests, change)),
    )
    .map(
      ([, { change, requests }]): ClusterSubject => ({
        hub: requests[0].hub,
        namespace: change.namespace || CLUSTER_SCOPE,
        name: change.name,
        kind: `${change.kind}.${change.group}`,
        infrastructure: !isClusterKind(input, requests[0].hub, change),
        requests,
      }),
    )
    .filter(subject => !wasApplied(input, subject));
}

/** A claim that was applied and is gone was removed, in whatever way: its merged request is no request for it any more. */
function wasApplied({ clock }: JourneyInput, subject: ClusterSubject): boolean {
  const { create } = claimRequests(subject.requests, groupedIdentity(subject));
  const key = journeyKey(subject, create);
  return (
    create?.request.state === 'merged' &&
    clock.ever?.(appliedSubject(subject.hub, key), 'done') !== undefined
  );
}

/** Spokes of a hub's Argo CD that no claim made. */
function registeredSubjects(
  { fleet }: JourneyInput,
  hub: string,
): ClusterSubject[] {
  const claims = fleet.claims(hub).filter(({ cluster }) => cluster);
  const uids = new Set(claims.map(({ uid }) => uid));
  const claimed = new Set(
    claims.flatMap(claim => registrationOf(fleet, claim)?.secret.uid ?? []),
  );
  return fleet
    .clusterSecrets(hub)
    .filter(
      secret =>
        !isHubItself(secret) &&
        !claimed.has(secret.uid) &&
        !uids.has(secret.annotations[SPOKEPORT_LABELS.claimUid]),
    )
    .map(secret => ({
      hub,
      namespace: secret.namespace ?? CLUSTER_SCOPE,
      name: readRegistration(fleet, secret).name,
      kind: 'registered',
      infrastructure: false,
      secret,
      requests: [],
    }));
}

/** Tells subjects apart: hub, kind, namespace and name. */
export function subjectKey(
  subject: Pick<ClusterSubject, 'hub' | 'namespace' | 'name' | 'kind'>,
): string {
  const { hub, kind, namespace, name } = subject;
  return JSON.stringify([hub, kind, namespace, name]);
}

/**
 * Everything that has a view: claims of every kind (those of cluster kinds, and infrastructure), claims that were asked for and
 * are not there yet, and spokes that are only registered. A hub that was never heard lists no registrations, since its claims
 * are not known yet.
 */
export function listAllSubjects(input: JourneyInput): ClusterSubject[] {
  const claims = input.fleet.claims().map(claim => claimSubject(claim, input));
  const known = new Set(claims.map(subjectKey));
  const registered = input.fleet
    .hubs()
    .filter(({ state }) => state !== 'connecting')
    .flatMap(({ name }) => registeredSubjects(input, name));
  return [...claims, ...pendingSubjects(input, known), ...registered];
}

/** All clusters. */
export function listSubjects(input: JourneyInput): ClusterSubject[] {
  return listAllSubjects(input).filter(({ infrastructure }) => !infrastructure);
}
