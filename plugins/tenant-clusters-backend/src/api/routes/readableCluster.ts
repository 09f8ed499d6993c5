import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { stringifyClusterRef } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClusterView } from '../../journey/types';
import type { Viewer } from '../../permissions';
import { Redactor } from '../answers/Redactor';
import type { ApiContext } from '../ApiContext';
import type { ClusterAddress, ClusterViews } from '../ClusterViews';

/** A cluster with who asks for it, and what is to be withheld from them. */
export interface ReadCluster {
  view: ClusterView;
  viewer: Viewer;
  redactor: Redactor;
}

function infrastructureAt(
  clusters: ClusterViews,
  { hub, namespace, name, kind }: ClusterAddress,
): ClusterView | undefined {
  return clusters
    .infrastructure()
    .find(
      ({ summary: { ref } }) =>
        ref.hub === hub &&
        ref.namespace === namespace &&
        ref.name === name &&
        (kind === undefined || ref.kind === kind),
    );
}

/**
 * The cluster at an address, for a caller who may read it. Whoever may not gets the very answer that there would be if it
 * did not exist.
 *
 * @param only - `infrastructure` for a claim that is no cluster
 */
export async function readableCluster(
  context: ApiContext,
  address: ClusterAddress,
  credentials: BackstageCredentials,
  only?: 'infrastructure',
): Promise<ReadCluster> {
  const { viewers, clusters, fleet } = context;
  const viewer = await viewers.viewer(credentials);
  const view = only
    ? infrastructureAt(clusters, address)
    : clusters.view(address);
  if (!view || !viewer.mayReadCluster(view.summary)) {
    const what = only ? 'claim' : 'cluster';
    throw new NotFoundError(
      `There is no ${what} '${stringifyClusterRef(address)}'`,
    );
  }
  const redactor = new Redactor({
    viewer,
    clusters,
    fleet,
    owners: context.tenants,
  });
  return { view, viewer, redactor };
}
