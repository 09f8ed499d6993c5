import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { ClusterEntityProvider } from './ClusterEntityProvider';
import { XrdProblemProcessor } from './templates/XrdProblemProcessor';
import { XrdTemplateProvider } from './templates/XrdTemplateProvider';

const DEFAULT_SCHEDULE = {
  frequency: { seconds: 30 },
  timeout: { minutes: 1 },
  initialDelay: { seconds: 5 },
};

/** What the platform is called to others; the same keys as the tenant-clusters plugin reads. */
function readTemplateSettings(config: RootConfigService) {
  return {
    owner:
      config.getOptionalString('tenantClusters.platformTeam') ??
      'group:default/platform-team',
    environments:
      config.getOptionalStringArray('tenantClusters.environments') ?? [],
  };
}

/**
 * Adds every cluster to the catalog, as a Resource of type kubernetes-cluster, and a Template for every XRD that is labelled for
 * it.
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
        const taskSchedule = schedule
          ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
          : DEFAULT_SCHEDULE;
        const provider = new ClusterEntityProvider({
          auth,
          discovery,
          logger,
          taskRunner: scheduler.createScheduledTaskRunner(taskSchedule),
        });
        const templates = new XrdTemplateProvider({
          auth,
          discovery,
          logger,
          taskRunner: scheduler.createScheduledTaskRunner(taskSchedule),
          settings: readTemplateSettings(config),
        });
        catalog.addEntityProvider(provider, templates);
        catalog.addProcessor(new XrdProblemProcessor());
        await events.subscribe({
          id: 'catalog-tenant-clusters',
          topics: ['tenant-clusters.changed'],
          onEvent: () => provider.refresh(),
        });
      },
    });
  },
});
