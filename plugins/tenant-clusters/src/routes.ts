import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/frontend-plugin-api';

/** The plugin's root; goes on to the clusters. */
export const rootRouteRef = createRouteRef();

export const clustersRouteRef = createRouteRef();

export const requestsRouteRef = createRouteRef();

export const clusterRouteRef = createRouteRef({
  params: ['hub', 'namespace', 'name'],
});

/** The form that requests a cluster. */
export const templateRouteRef = createExternalRouteRef({
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});

export const entityRouteRef = createExternalRouteRef({
  params: ['namespace', 'kind', 'name'],
  defaultTarget: 'catalog.catalogEntity',
});
