import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { DefaultTenantClustersApi, tenantClustersApiRef } from '../api';
import {
  clusterRouteRef,
  clustersRouteRef,
  entityRouteRef,
  requestsRouteRef,
  templateRouteRef,
} from '../routes';

/**
 * The plugin for the classic frontend system.
 * @public
 */
export const tenantClustersPlugin = createPlugin({
  id: 'tenant-clusters',
  apis: [
    createApiFactory({
      api: tenantClustersApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => DefaultTenantClustersApi.create(deps),
    }),
  ],
  routes: {
    clusters: convertLegacyRouteRef(clustersRouteRef),
    requests: convertLegacyRouteRef(requestsRouteRef),
    cluster: convertLegacyRouteRef(clusterRouteRef),
  },
  externalRoutes: {
    template: convertLegacyRouteRef(templateRouteRef),
    entity: convertLegacyRouteRef(entityRouteRef),
  },
});

/** Mount it at `/tenant-clusters`. @public */
export const TenantClustersPage = tenantClustersPlugin.provide(
  createRoutableExtension({
    name: 'TenantClustersPage',
    mountPoint: convertLegacyRouteRef(clustersRouteRef),
    component: () => import('./ClustersPage').then(m => m.ClustersPage),
  }),
);

/** Mount it at `/tenant-clusters/requests`. @public */
export const TenantClusterRequestsPage = tenantClustersPlugin.provide(
  createRoutableExtension({
    name: 'TenantClusterRequestsPage',
    mountPoint: convertLegacyRouteRef(requestsRouteRef),
    component: () => import('./RequestsPage').then(m => m.RequestsPage),
  }),
);

/** Mount it at `/tenant-clusters/:hub/:namespace/:name`. @public */
export const TenantClusterPage = tenantClustersPlugin.provide(
  createRoutableExtension({
    name: 'TenantClusterPage',
    mountPoint: convertLegacyRouteRef(clusterRouteRef),
    component: () => import('./ClusterPage').then(m => m.ClusterPage),
  }),
);

/** For the page of a Resource of type `kubernetes-cluster`. @public */
export const EntityTenantClusterCard = tenantClustersPlugin.provide(
  createComponentExtension({
    name: 'EntityTenantClusterCard',
    component: {
      lazy: () => import('./EntityClusterCard').then(m => m.EntityClusterCard),
    },
  }),
);

/** For the page of a Group. @public */
export const EntityGroupTenantClustersCard = tenantClustersPlugin.provide(
  createComponentExtension({
    name: 'EntityGroupTenantClustersCard',
    component: {
      lazy: () =>
        import('./EntityGroupClustersCard').then(
          m => m.EntityGroupClustersCard,
        ),
    },
  }),
);
