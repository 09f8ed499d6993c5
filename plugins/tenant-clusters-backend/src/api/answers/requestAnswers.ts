import type {
  ClusterRequest,
  RequestedClaim,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { CLUSTER_SCOPE, toClusterRequest } from '../../journey';
import { clusterResource, type Viewer } from '../../permissions';
import type { ClaimChange, TrackedRequest } from '../../requests/types';
import type { ClusterViews } from '../ClusterViews';

/** Finds out whose a claim is before there is anything of it on a hub. */
export interface OwnerLookup {
  ownerOf(tenant: string): string | undefined;
}

const kindOf = (change: ClaimChange) => `${change.kind}.${change.group}`;

/**
 * The claims of a request that this viewer may read; what the pull request does for other tenants is left out. A claim that
 * is no cluster (yet) is judged by the tenant that its namespace stands for.
 */
export function readableClaims(options: {
  request: Pick<TrackedRequest, 'hub' | 'changes'>;
  viewer: Viewer;
  clusters: ClusterViews;
  owners: OwnerLookup;
}): RequestedClaim[] {
  const { request, viewer, clusters, owners } = options;
  return request.changes.flatMap(change => {
    const ref = {
      hub: request.hub,
      namespace: change.namespace || CLUSTER_SCOPE,
      name: change.name,
      kind: kindOf(change),
    };
    const view = clusters.view(ref);
    const tenant = view?.summary.tenant ?? change.fields.tenant;
    const scope = clusterResource(
      view?.summary ?? {
        ref,
        tenant: tenant ?? change.namespace,
        owner: owners.ownerOf(change.namespace),
        environment: change.fields.environment,
      },
    );
    if (!viewer.mayReadScope(scope)) {
      return [];
    }
    const environment = view?.summary.environment ?? change.fields.environment;
    return [
      {
        ref,
        change: change.change,
        path: change.path,
        ...(tenant && { tenant }),
        ...(environment && { environment }),
        ...(view && { state: view.summary.state }),
      },
    ];
  });
}

/** A request as the API gives it, without what the tracker keeps for itself. */
export function requestAnswer(
  request: TrackedRequest,
  claims: RequestedClaim[],
): ClusterRequest {
  return { ...toClusterRequest(request), claims };
}
