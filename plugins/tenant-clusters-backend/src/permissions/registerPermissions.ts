import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  applicationReadPermission,
  applicationSyncPermission,
  clusterChangePermission,
  clusterReadPermission,
  clusterRemovePermission,
  clusterRequestPermission,
  hubReadPermission,
  parseClusterRef,
  tenantClustersViewPermission,
  workflowOperatePermission,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClusterAddress, ClusterViews } from '../api/ClusterViews';
import { tenantApplicationRules, tenantClusterRules } from './conditions';
import {
  tenantApplicationPermissionResourceRef,
  tenantClusterPermissionResourceRef,
} from './resourceRefs';
import type { ScopedResource } from './ScopedResource';
import { clusterResource, soleScope } from './scopedResources';

/** Registers every permission, and loads clusters and applications from memory when a policy's conditions are applied. */
export function registerPermissions(options: {
  registry: PermissionsRegistryService;
  clusters: ClusterViews;
  /** The clusters and claims that an Application is for; none where there is no such Application. */
  applicationScopes(application: ClusterAddress): ScopedResource[];
}): void {
  const { registry, clusters, applicationScopes } = options;
  registry.addPermissions([
    tenantClustersViewPermission,
    clusterRequestPermission,
    hubReadPermission,
  ]);
  registry.addResourceType({
    resourceRef: tenantClusterPermissionResourceRef,
    permissions: [
      clusterReadPermission,
      clusterChangePermission,
      clusterRemovePermission,
      workflowOperatePermission,
    ],
    rules: Object.values(tenantClusterRules),
    getResources: async refs =>
      refs.map(ref => {
        const parsed = parseClusterRef(ref);
        const view = parsed && clusters.view(parsed);
        return view && clusterResource(view.summary);
      }),
  });
  registry.addResourceType({
    resourceRef: tenantApplicationPermissionResourceRef,
    permissions: [applicationReadPermission, applicationSyncPermission],
    rules: Object.values(tenantApplicationRules),
    getResources: async refs =>
      refs.map(ref => {
        const parsed = parseClusterRef(ref);
        return parsed && soleScope(parsed, applicationScopes(parsed));
      }),
  });
}
