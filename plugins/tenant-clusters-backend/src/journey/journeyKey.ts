import { requestKey } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClaimRequest } from './correlate/claimRequests';
import type { ClusterSubject } from './types';

/** Group, kind, namespace and name of a subject; the group holds dots, the kind none. */
export function groupedIdentity({ kind, namespace, name }: ClusterSubject) {
  const dot = kind.indexOf('.');
  return {
    group: dot < 0 ? '' : kind.slice(dot + 1),
    kind: dot < 0 ? kind : kind.slice(0, dot),
    namespace,
    name,
  };
}

/** Pull request, or commit of a direct push, and claim; or the claim alone where it was applied directly. */
export function journeyKey(
  subject: ClusterSubject,
  request: ClaimRequest | undefined,
): string {
  const { kind, namespace, name, claim, secret } = subject;
  const address = `${kind}/${namespace}/${name}`;
  return request
    ? `${requestKey(request.request)}:${address}`
    : `direct:${claim?.uid ?? secret?.uid ?? address}`;
}
