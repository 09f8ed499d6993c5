import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { ClusterAddress } from '../api';
import {
  writeClusterFilters,
  type ClusterFilters,
} from '../model/clusterFilters';
import {
  clusterRouteRef,
  clustersRouteRef,
  entityRouteRef,
  requestsRouteRef,
  templateRouteRef,
} from '../routes';

/** The tabs of the cluster page by their path. */
export type ClusterTab = '' | 'resources' | 'applications' | 'history';

/** Where links lead; undefined where the app has no such page. */
export function useLinks() {
  const toCluster = useRouteRef(clusterRouteRef);
  const toClusters = useRouteRef(clustersRouteRef);
  const toRequests = useRouteRef(requestsRouteRef);
  const toTemplate = useRouteRef(templateRouteRef);
  const toEntity = useRouteRef(entityRouteRef);

  return {
    cluster(
      { hub, namespace, name, kind }: ClusterAddress,
      tab: ClusterTab = '',
      search: Record<string, string> = {},
    ) {
      const path = toCluster?.({ hub, namespace, name });
      const query = new URLSearchParams({
        ...(kind ? { kind } : {}),
        ...search,
      });
      const suffix = query.size ? `?${query}` : '';
      return path && `${path}${tab && `/${tab}`}${suffix}`;
    },
    clusters(filters?: ClusterFilters) {
      const path = toClusters?.();
      const query = filters && writeClusterFilters(filters).toString();
      return path && (query ? `${path}?${query}` : path);
    },
    requests: () => toRequests?.(),
    requestForm: () =>
      toTemplate?.({
        namespace: 'default',
        templateName: 'request-tenant-cluster',
      }),
    /** The form of a template, with values. */
    form(templateName: string, values: object) {
      const path = toTemplate?.({ namespace: 'default', templateName });
      const query = new URLSearchParams({ formData: JSON.stringify(values) });
      return path && `${path}?${query}`;
    },
    entity(ref: string | undefined) {
      try {
        return ref === undefined ? undefined : toEntity?.(parseEntityRef(ref));
      } catch {
        // An owner that is no entity ref is shown as text.
        return undefined;
      }
    },
  };
}
