import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /** Clusters of every hub as Resource entities, and labelled XRDs as Template entities. */
      tenantClusters?: {
        /**
         * How often the catalog is compared with the clusters and XRDs; every 30 seconds by default, and when a cluster comes or
         * goes.
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
