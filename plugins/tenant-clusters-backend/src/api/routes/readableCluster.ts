import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { stringifyClusterRef } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClusterView } from '../../journey/types';
import type { Viewer } from '../../permissions';
import { Redactor } from '../answers/Redactor';
import type { ApiContext } from '../ApiContext';
import type { ClusterAddress } from '../ClusterViews';

/**
 * The cluster at an address, for a caller who may read it. Whoever may not gets the very answer that there would be if it
 * did not exist.
 */
export async function readableCluster(
  context: ApiContext,
  address: ClusterAddress,
  credentials: BackstageCredentials,
): Promise<{ view: ClusterView; viewer: Viewer; redactor: Redactor }> {
  const { viewers, clusters, fleet } = context;
  const viewer = await viewers.viewer(credentials);
  const view = clusters.view(address);
  if (!view || !viewer.mayReadCluster(view.summary)) {
    throw new NotFoundError(
      `There is no cluster '${stringifyClusterRef(address)}'`,
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
