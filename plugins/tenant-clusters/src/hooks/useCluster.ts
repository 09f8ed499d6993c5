import type { StreamMessage } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClusterAddress, TenantClustersApi } from '../api';
import { useLiveRead } from './useLiveRead';

function isAbout(address: ClusterAddress, message: StreamMessage): boolean {
  return [
    ...message.clusters.map(cluster => cluster.ref),
    ...message.removed,
  ].some(
    ref =>
      ref.hub === address.hub &&
      ref.namespace === address.namespace &&
      ref.name === address.name,
  );
}

/** A read about one cluster, made anew whenever the stream says that the cluster changed, or its hub was heard again. */
export function useClusterRead<T>(
  what: string,
  address: ClusterAddress,
  read: (api: TenantClustersApi) => Promise<T>,
) {
  const { hub, namespace, name, kind = '' } = address;
  return useLiveRead<T>({
    key: [what, hub, namespace, name, kind].join(' '),
    read,
    affects: message =>
      isAbout(address, message) || message.hubs.some(it => it.hub === hub),
  });
}

/** One cluster with its journey, live. */
export function useCluster(address: ClusterAddress) {
  return useClusterRead('cluster', address, api => api.getCluster(address));
}
