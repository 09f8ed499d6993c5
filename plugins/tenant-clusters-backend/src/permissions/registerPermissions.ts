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
import type { ClusterViews } from '../api/ClusterViews';
import { tenantApplicationRules, tenantClusterRules } from './conditions';
import {
  tenantApplicationPermissionResourceRef,
  tenantClusterPermissionResourceRef,
} from './resourceRefs';
import { applicationResource, clusterResource } from './scopedResources';

/** Registers every permission, and loads clusters and applications from memory when a policy's conditions are applied. */
export function registerPermissions(options: {
  registry: PermissionsRegistryService;
  clusters: ClusterViews;
}): void {
  const { registry, clusters } = options;
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
        const served = parsed
          ? clusters
              .views()
              .filter(view =>
                view.applications.some(
                  application =>
                    application.hub === parsed.hub &&
                    application.namespace === parsed.namespace &&
                    application.name === parsed.name,
                ),
              )
              .map(view => view.summary)
          : [];
        return parsed && served.length > 0
          ? applicationResource(parsed, served)
          : undefined;
      }),
  });
}
