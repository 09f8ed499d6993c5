import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { Extensions } from './createExtensions';
import { readSettings, type TenantClustersSettings } from './hubs';

/** Settings of the plugin as a whole. */
export interface PluginSettings extends TenantClustersSettings {
  /** Milliseconds for which the history is kept. */
  retention: number;
}

const DAY_MS = 24 * 3_600_000;
const DEFAULT_RETENTION_DAYS = 400;

/** Reads `tenantClusters` without its hubs, and adds what modules brought. */
export function readPluginSettings(
  config: RootConfigService,
  extensions: Extensions,
): PluginSettings {
  const settings = readSettings(config);
  const days =
    config.getOptionalNumber('tenantClusters.history.retentionDays') ??
    DEFAULT_RETENTION_DAYS;
  return {
    ...settings,
    clusterKinds: [...settings.clusterKinds, ...extensions.clusterKinds],
    retention: days * DAY_MS,
  };
}
