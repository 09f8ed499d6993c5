import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  ApplicationList,
  ClusterDetail,
  ClusterList,
  ClusterRef,
  GetClusters,
  GetRequests,
  RequestList,
  ResourceTree,
  TransitionList,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClusterStream } from './ClusterStream';

/** Address of a cluster; `kind` tells two claims of one name apart. @public */
export type ClusterAddress = Pick<ClusterRef, 'hub' | 'namespace' | 'name'> & {
  kind?: string;
};

/**
 * Reads of the tenant-clusters backend and its stream of changes. Reads reject with a `ResponseError`; a read whose answer did not change
 * resolves to the same object as before.
 *
 * @public
 */
export interface TenantClustersApi {
  listClusters(query: GetClusters['query']): Promise<ClusterList>;
  getCluster(address: ClusterAddress): Promise<ClusterDetail>;
  /**
   * What the form of a template about a cluster starts with: the cluster, and what Git says of it, or the open request that a
   * change is added to; only what the form asks for.
   */
  getFormData(
    address: ClusterAddress,
    templateName: string,
  ): Promise<Record<string, string | string[]>>;
  getResources(address: ClusterAddress): Promise<ResourceTree>;
  getApplications(address: ClusterAddress): Promise<ApplicationList>;
  getHistory(
    address: ClusterAddress,
    page?: { limit?: number; cursor?: string },
  ): Promise<TransitionList>;
  listRequests(query: GetRequests['query']): Promise<RequestList>;
  /** One stream, shared by everything on the page; open while someone listens. */
  readonly stream: ClusterStream;
}

/** Reads clusters, journeys and requests from the backend, and follows their changes. @public */
export const tenantClustersApiRef = createApiRef<TenantClustersApi>().with({
  id: 'plugin.tenant-clusters.service',
  pluginId: 'tenant-clusters',
});
