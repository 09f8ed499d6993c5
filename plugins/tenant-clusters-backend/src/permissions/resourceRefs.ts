import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_TENANT_APPLICATION,
  RESOURCE_TYPE_TENANT_CLUSTER,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ScopedResource } from './ScopedResource';
import type { ScopeQuery } from './ScopeQuery';

/**
 * Clusters, as policies and other plugins refer to them; a resource's ref is `hub/namespace/name`.
 * @alpha
 */
export const tenantClusterPermissionResourceRef = createPermissionResourceRef<
  ScopedResource,
  ScopeQuery
>().with({
  pluginId: 'tenant-clusters',
  resourceType: RESOURCE_TYPE_TENANT_CLUSTER,
});

/**
 * Argo CD Applications; a resource's ref is `hub/namespace/name`.
 * @alpha
 */
export const tenantApplicationPermissionResourceRef =
  createPermissionResourceRef<ScopedResource, ScopeQuery>().with({
    pluginId: 'tenant-clusters',
    resourceType: RESOURCE_TYPE_TENANT_APPLICATION,
  });
