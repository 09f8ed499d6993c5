import type { LoggerService } from '@backstage/backend-plugin-api';
import type { HubSource } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { FleetWriter } from './fleet';
import {
  hubConfigOf,
  HubWatcher,
  type HubConfig,
  type HubTimings,
  type TenantClustersSettings,
} from './hubs';

/**
 * Starts watching the configured hubs, and those of modules' sources as they come and go. Nothing is waited for: a hub that
 * does not answer shows as such.
 */
export function startHubs(options: {
  configs: HubConfig[];
  sources: HubSource[];
  settings: TenantClustersSettings;
  fleet: FleetWriter;
  logger: LoggerService;
  timings?: Partial<HubTimings>;
  signal: AbortSignal;
}): void {
  const { configs, sources, settings, fleet, logger, timings, signal } =
    options;
  const watch = (config: HubConfig, until: AbortSignal) => {
    HubWatcher.create({ config, fleet, logger, timings })
      .start(until)
      .catch(error =>
        logger.error(`Hub '${config.name}' is not watched`, error as Error),
      );
  };
  configs.forEach(config => watch(config, signal));

  const configured = new Set(configs.map(({ name }) => name));
  for (const source of sources) {
    const watched = new Map<string, AbortController>();
    source
      .watch({
        signal,
        onHubs: hubs => {
          for (const [name, controller] of watched) {
            if (!hubs.some(hub => hub.name === name)) {
              controller.abort();
              watched.delete(name);
            }
          }
          for (const hub of hubs) {
            if (!configured.has(hub.name) && !watched.has(hub.name)) {
              const controller = new AbortController();
              watched.set(hub.name, controller);
              watch(
                hubConfigOf(hub, settings),
                AbortSignal.any([signal, controller.signal]),
              );
            }
          }
        },
      })
      .catch(error =>
        logger.error(`The source of hubs '${source.id}' ended`, error as Error),
      );
  }
}
