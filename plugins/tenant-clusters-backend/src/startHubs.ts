import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { HubSource } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { FleetWriter } from './fleet';
import {
  hubConfigOf,
  HubRegistry,
  HubWatchers,
  readHubConfigs,
  type HubTimings,
  type TenantClustersSettings,
} from './hubs';

const CONFIGURATION = 'configuration';

/**
 * The hubs of the configuration, which are followed as it changes. {@link startHubs} adds those of sources. One that is
 * unreadable after a change leaves the hubs as they were.
 *
 * @param options.readSettings - read with each change, since they say which kinds are clusters
 * @throws InputError when the configuration at the start is unreadable
 */
export function followConfiguredHubs(options: {
  config: RootConfigService;
  readSettings: () => TenantClustersSettings;
  logger: LoggerService;
  signal: AbortSignal;
}): HubRegistry {
  const { config, readSettings, logger, signal } = options;
  const registry = new HubRegistry([CONFIGURATION]);
  const read = () => {
    const { clusterKinds, staleAfter } = readSettings();
    registry.set(
      CONFIGURATION,
      readHubConfigs(config).map(hub => ({ ...hub, clusterKinds, staleAfter })),
    );
  };
  read();
  const subscription = config.subscribe?.(() => {
    try {
      read();
    } catch (error) {
      logger.error(
        'The changed configuration of tenantClusters is not taken over',
        error as Error,
      );
    }
  });
  signal.addEventListener('abort', () => subscription?.unsubscribe(), {
    once: true,
  });
  return registry;
}

/**
 * Starts watching the hubs of a registry, and adds to it those of modules' sources, as they come, change and go. Nothing is
 * waited for: a hub that does not answer shows as such.
 */
export function startHubs(options: {
  hubs: HubRegistry;
  sources: HubSource[];
  readSettings: () => TenantClustersSettings;
  fleet: FleetWriter;
  logger: LoggerService;
  timings?: Partial<HubTimings>;
  signal: AbortSignal;
}): void {
  const { hubs, sources, readSettings, fleet, logger, timings, signal } =
    options;
  HubWatchers.start({ hubs, fleet, logger, timings, signal });
  for (const source of sources) {
    source
      .watch({
        signal,
        onHubs: definitions => {
          if (!signal.aborted) {
            const settings = readSettings();
            hubs.set(
              `source ${source.id}`,
              definitions.map(hub => hubConfigOf(hub, settings)),
            );
          }
        },
      })
      .catch(error =>
        logger.error(`The source of hubs '${source.id}' ended`, error as Error),
      );
  }
}
