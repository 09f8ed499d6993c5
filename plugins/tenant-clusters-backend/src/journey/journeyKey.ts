import { requestKey } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { CLUSTER_SCOPE } from './clusterScope';
import type { ClaimRequest } from './correlate/claimRequests';
import type { ClusterSubject } from './types';

/** Group, kind, namespace (empty for a cluster-scoped kind) and name of a subject; the group holds dots, the kind none. */
export function groupedIdentity({
  kind,
  namespace,
  name,
}: Pick<ClusterSubject, 'kind' | 'namespace' | 'name'>) {
  const dot = kind.indexOf('.');
  return {
    group: dot < 0 ? '' : kind.slice(dot + 1),
    kind: dot < 0 ? kind : kind.slice(0, dot),
    namespace: namespace === CLUSTER_SCOPE ? '' : namespace,
    name,
  };
}

const addressOf = ({ kind, namespace, name }: ClusterSubject) =>
  `${kind}/${namespace}/${name}`;

/** Uid of what a subject is about, once there is any: the same name with a new uid is another cluster. */
export function subjectUid({
  claim,
  remains,
  secret,
}: ClusterSubject): string | undefined {
  return claim?.uid ?? remains?.uid ?? secret?.uid;
}

/** Names the application of a request to an address, whatever claim comes of it. */
export function addressedKey(
  subject: ClusterSubject,
  request: ClaimRequest,
): string {
  return `${requestKey(request.request)}:${addressOf(subject)}`;
}

/** Pull request, or commit of a direct push, and claim: its address, and its uid as soon as it has one. */
export function requestJourneyKey(
  subject: ClusterSubject,
  request: ClaimRequest,
): string {
  const uid = subjectUid(subject);
  return `${addressedKey(subject, request)}${uid ? `@${uid}` : ''}`;
}

/** What was applied, or deleted, without a request that is known. */
export function directJourneyKey(
  subject: ClusterSubject,
  kind: 'create' | 'remove',
): string {
  const name = subjectUid(subject) ?? addressOf(subject);
  return kind === 'create' ? `direct:${name}` : `deleted:${name}`;
}
