import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  tenantClustersHubsExtensionPoint,
  tenantClustersJourneyExtensionPoint,
} from '@spokeport/backstage-plugin-tenant-clusters-node';
import { createExtensions } from './createExtensions';
import type { PluginTimings } from './PluginTimings';
import { startTenantClusters } from './startTenantClusters';

/** Makes the plugin's feature. Timings are no configuration: there is nothing to tune in them, but tests can't wait for them. */
export function createPlugin(timings: PluginTimings = {}) {
  return createBackendPlugin({
    pluginId: 'tenant-clusters',
    register(env) {
      const extensions = createExtensions();
      env.registerExtensionPoint(
        tenantClustersHubsExtensionPoint,
        extensions.hubs,
      );
      env.registerExtensionPoint(
        tenantClustersJourneyExtensionPoint,
        extensions.journey,
      );
      env.registerInit({
        deps: {
          auditor: coreServices.auditor,
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          config: coreServices.rootConfig,
          database: coreServices.database,
          discovery: coreServices.discovery,
          events: eventsServiceRef,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          lifecycle: coreServices.lifecycle,
          logger: coreServices.logger,
          metrics: metricsServiceRef,
          permissions: coreServices.permissions,
          permissionsRegistry: coreServices.permissionsRegistry,
          scheduler: coreServices.scheduler,
          urlReader: coreServices.urlReader,
          userInfo: coreServices.userInfo,
        },
        init: services => startTenantClusters(services, extensions, timings),
      });
    },
  });
}
