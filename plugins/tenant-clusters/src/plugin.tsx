import {
  ApiBlueprint,
  PageBlueprint,
  PluginHeaderActionBlueprint,
  SubPageBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  CLUSTER_ANNOTATION,
  tenantClustersViewPermission,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { DefaultTenantClustersApi, tenantClustersApiRef } from './api';
import { ClustersIcon } from './components/ClustersIcon';
import {
  clusterRouteRef,
  clustersRouteRef,
  entityRouteRef,
  requestsRouteRef,
  rootRouteRef,
  templateRouteRef,
} from './routes';

const tenantClustersApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: tenantClustersApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => DefaultTenantClustersApi.create(deps),
    }),
});

const rootPage = PageBlueprint.make({
  params: {
    path: '/tenant-clusters',
    title: 'Clusters',
    icon: <ClustersIcon />,
    routeRef: rootRouteRef,
  },
});

const clustersPage = SubPageBlueprint.make({
  name: 'clusters',
  attachTo: { id: 'page:tenant-clusters', input: 'pages' },
  params: {
    path: 'clusters',
    title: 'Fleet',
    routeRef: clustersRouteRef,
    loader: () =>
      import('./components/clusters/ClustersContent').then(m => (
        <m.ClustersContent />
      )),
  },
});

const requestsPage = SubPageBlueprint.make({
  name: 'requests',
  attachTo: { id: 'page:tenant-clusters', input: 'pages' },
  params: {
    path: 'requests',
    title: 'Requests',
    routeRef: requestsRouteRef,
    loader: () =>
      import('./components/requests/RequestsContent').then(m => (
        <m.RequestsContent />
      )),
  },
});

const requestAction = PluginHeaderActionBlueprint.make({
  name: 'request',
  params: {
    loader: () =>
      import('./components/RequestButton').then(m => <m.RequestButton />),
  },
});

/** Its title is the cluster's name, which only the page knows: it draws its own header. */
const clusterPage = PageBlueprint.make({
  name: 'cluster',
  params: {
    path: '/tenant-clusters/:hub/:namespace/:name',
    routeRef: clusterRouteRef,
    noHeader: true,
    loader: () =>
      import('./components/cluster/ClusterPage').then(m => <m.ClusterPage />),
  },
});

const clusterCard = EntityCardBlueprint.make({
  name: 'cluster',
  params: {
    type: 'content',
    filter: {
      kind: 'resource',
      'spec.type': 'kubernetes-cluster',
      [`metadata.annotations.${CLUSTER_ANNOTATION}`]: { $exists: true },
    },
    loader: () =>
      import('./components/cards/EntityClusterCard').then(m => (
        <m.EntityClusterCard />
      )),
  },
});

const groupClustersCard = EntityCardBlueprint.make({
  name: 'group-clusters',
  params: {
    type: 'content',
    filter: { kind: 'group' },
    loader: () =>
      import('./components/cards/EntityGroupClustersCard').then(m => (
        <m.EntityGroupClustersCard />
      )),
  },
});

/**
 * Clusters of every hub with their journeys, live.
 * @public
 */
export const tenantClustersPlugin = createFrontendPlugin({
  pluginId: 'tenant-clusters',
  if: { permissions: { $contains: tenantClustersViewPermission.name } },
  title: 'Clusters',
  icon: <ClustersIcon />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    clusters: clustersRouteRef,
    requests: requestsRouteRef,
    cluster: clusterRouteRef,
  },
  externalRoutes: { template: templateRouteRef, entity: entityRouteRef },
  extensions: [
    tenantClustersApi,
    rootPage,
    clustersPage,
    requestsPage,
    requestAction,
    clusterPage,
    clusterCard,
    groupClustersCard,
  ],
});
