import {
  createPermission,
  type BasicPermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';

/** Resource type of a cluster, identified by `hub/namespace/name`. @public */
export const RESOURCE_TYPE_TENANT_CLUSTER = 'tenant-cluster';

/** Resource type of an Argo CD Application, identified by `hub/namespace/name`. @public */
export const RESOURCE_TYPE_TENANT_APPLICATION = 'tenant-application';

/**
 * May use the plugin at all: navigation, pages, actions. Basic, because the frontend's `if` passes only on a plain allow.
 * @public
 */
export const tenantClustersViewPermission: BasicPermission = createPermission({
  name: 'tenant-clusters.view',
  attributes: { action: 'read' },
});

/** May request a cluster for a tenant they belong to. @public */
export const clusterRequestPermission: BasicPermission = createPermission({
  name: 'tenant-clusters.cluster.request',
  attributes: { action: 'create' },
});

/** May read a cluster, its journey, resources and history. @public */
export const clusterReadPermission: ResourcePermission<
  typeof RESOURCE_TYPE_TENANT_CLUSTER
> = createPermission({
  name: 'tenant-clusters.cluster.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_TENANT_CLUSTER,
});

/** May propose a change to a cluster. @public */
export const clusterChangePermission: ResourcePermission<
  typeof RESOURCE_TYPE_TENANT_CLUSTER
> = createPermission({
  name: 'tenant-clusters.cluster.change',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_TENANT_CLUSTER,
});

/** May propose the removal of a cluster. @public */
export const clusterRemovePermission: ResourcePermission<
  typeof RESOURCE_TYPE_TENANT_CLUSTER
> = createPermission({
  name: 'tenant-clusters.cluster.remove',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_TENANT_CLUSTER,
});

/** May retry, stop or resume the workflows of a cluster. @public */
export const workflowOperatePermission: ResourcePermission<
  typeof RESOURCE_TYPE_TENANT_CLUSTER
> = createPermission({
  name: 'tenant-clusters.workflow.operate',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_TENANT_CLUSTER,
});

/** May read an Argo CD Application. @public */
export const applicationReadPermission: ResourcePermission<
  typeof RESOURCE_TYPE_TENANT_APPLICATION
> = createPermission({
  name: 'tenant-clusters.application.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_TENANT_APPLICATION,
});

/** May sync and refresh an Argo CD Application. @public */
export const applicationSyncPermission: ResourcePermission<
  typeof RESOURCE_TYPE_TENANT_APPLICATION
> = createPermission({
  name: 'tenant-clusters.application.sync',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_TENANT_APPLICATION,
});

/** May see how hubs are doing: addresses, kinds, errors. For the platform team. @public */
export const hubReadPermission: BasicPermission = createPermission({
  name: 'tenant-clusters.hub.read',
  attributes: { action: 'read' },
});

/** Every permission of the plugin, for its registration and for policies. @public */
export const tenantClustersPermissions = [
  tenantClustersViewPermission,
  clusterRequestPermission,
  clusterReadPermission,
  clusterChangePermission,
  clusterRemovePermission,
  workflowOperatePermission,
  applicationReadPermission,
  applicationSyncPermission,
  hubReadPermission,
];
