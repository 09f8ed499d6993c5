import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { ClusterEntityProvider } from './ClusterEntityProvider';

const DEFAULT_SCHEDULE = {
  frequency: { seconds: 30 },
  timeout: { minutes: 1 },
  initialDelay: { seconds: 5 },
};

/**
 * Adds every cluster to the catalog, as a Resource of type kubernetes-cluster.
 * @public
 */
export const catalogModuleTenantClusters = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'tenant-clusters',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({
        auth,
        catalog,
        config,
        discovery,
        events,
        logger,
        scheduler,
      }) {
        const schedule = config.getOptionalConfig(
          'catalog.providers.tenantClusters.schedule',
        );
        const provider = new ClusterEntityProvider({
          auth,
          discovery,
          logger,
          taskRunner: scheduler.createScheduledTaskRunner(
            schedule
              ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
              : DEFAULT_SCHEDULE,
          ),
        });
        catalog.addEntityProvider(provider);
        await events.subscribe({
          id: 'catalog-tenant-clusters',
          topics: ['tenant-clusters.changed'],
          onEvent: () => provider.refresh(),
        });
      },
    });
  },
});
