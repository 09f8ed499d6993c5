import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /** Clusters of every hub as Resource entities. */
      tenantClusters?: {
        /** How often the catalog is compared with the clusters; every 30 seconds by default, and when one comes or goes. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
