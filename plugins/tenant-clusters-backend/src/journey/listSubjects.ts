import { SPOKEPORT_LABELS } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ProjectedClaim, ProjectedMetadata } from '../projections/types';
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

/** Requests by the claim that they touch, each newest first. */
type RequestIndex = Map<
  string,
  { change: ClaimChange; requests: TrackedRequest[] }
>;

function indexRequests({ requests }: JourneyInput): RequestIndex {
  const index: RequestIndex = new Map();
  for (const request of requests.requests()) {
    for (const change of request.changes) {
      const key = subjectKey({
        hub: request.hub,
        namespace: change.namespace || CLUSTER_SCOPE,
        name: change.name,
        kind: `${change.kind}.${change.group}`,
      });
      const entry = index.get(key) ?? { change, requests: [] };
      entry.requests.push(request);
      index.set(key, entry);
    }
  }
  return index;
}

function claimSubject(
  claim: ProjectedClaim,
  index: RequestIndex,
): ClusterSubject {
  const { hub, group, kind, name } = claim;
  const address = {
    hub,
    namespace: claim.namespace ?? CLUSTER_SCOPE,
    name,
    kind: `${kind}.${group}`,
  };
  return {
    ...address,
    infrastructure: !claim.cluster,
    claim,
    requests: index.get(subjectKey(address))?.requests ?? [],
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
  index: RequestIndex,
  known: Set<string>,
): ClusterSubject[] {
  return [...index]
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
  const byName = new Map(claims.map(claim => [claim.name, claim]));
  const isClaimed = (secret: ProjectedMetadata) => {
    const stamp = secret.annotations[SPOKEPORT_LABELS.claimUid];
    const namesake = byName.get(readRegistration(fleet, secret).name);
    return stamp
      ? uids.has(stamp)
      : namesake !== undefined &&
          registrationOf(fleet, namesake)?.secret.uid === secret.uid;
  };
  return fleet
    .clusterSecrets(hub)
    .filter(secret => !isHubItself(secret) && !isClaimed(secret))
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
  const index = indexRequests(input);
  const claims = input.fleet.claims().map(claim => claimSubject(claim, index));
  const known = new Set(claims.map(subjectKey));
  const registered = input.fleet
    .hubs()
    .filter(({ state }) => state !== 'connecting')
    .flatMap(({ name }) => registeredSubjects(input, name));
  return [...claims, ...pendingSubjects(input, index, known), ...registered];
}

/** All clusters. */
export function listSubjects(input: JourneyInput): ClusterSubject[] {
  return listAllSubjects(input).filter(({ infrastructure }) => !infrastructure);
}
