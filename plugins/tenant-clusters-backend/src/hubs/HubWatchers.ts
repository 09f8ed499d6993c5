import type { LoggerService } from '@backstage/backend-plugin-api';
import type { FleetWriter } from '../fleet';
import type { HubConfig } from './config/HubConfig';
import type { HubDirectory } from './HubRegistry';
import { DEFAULT_HUB_TIMINGS, type HubTimings } from './HubTimings';
import { HubWatcher } from './HubWatcher';

/** Watches the hubs of a directory as they come, change and go. What a hub that goes had leaves the fleet with it. */
export class HubWatchers {
  readonly #options: Parameters<typeof HubWatchers.start>[0];
  /** The same for all hubs: it is replicas that are to start apart, and each hub has all of them. */
  readonly #startAfter: number;
  readonly #watched = new Map<
    string,
    { watcher: HubWatcher; stop: AbortController }
  >();

  /** Watches until the signal aborts; after it nothing is written to the fleet. */
  static start(options: {
    hubs: HubDirectory;
    fleet: FleetWriter;
    logger: LoggerService;
    timings?: Partial<HubTimings>;
    random?: () => number;
    signal: AbortSignal;
  }): HubWatchers {
    const watchers = new HubWatchers(options);
    const unsubscribe = options.hubs.subscribe(hubs => watchers.#follow(hubs));
    options.signal.addEventListener('abort', unsubscribe, { once: true });
    watchers.#follow(options.hubs.list());
    return watchers;
  }

  private constructor(options: Parameters<typeof HubWatchers.start>[0]) {
    this.#options = options;
    const { timings, random = Math.random } = options;
    const { startJitter } = { ...DEFAULT_HUB_TIMINGS, ...timings };
    this.#startAfter = random() * startJitter;
  }

  #follow(hubs: HubConfig[]): void {
    const { fleet, logger, signal } = this.#options;
    if (signal.aborted) {
      return;
    }
    const names = new Set(hubs.map(({ name }) => name));
    for (const [name, { stop }] of this.#watched) {
      if (!names.has(name)) {
        stop.abort();
        this.#watched.delete(name);
        fleet.removeHub(name);
        logger.info(`Hub ${name} is no longer configured`);
      }
    }
    for (const hub of hubs) {
      const known = this.#watched.get(hub.name);
      if (known) {
        known.watcher.reconfigure(hub);
      } else {
        this.#watch(hub);
      }
    }
  }

  #watch(config: HubConfig): void {
    const { fleet, logger, timings, random, signal } = this.#options;
    const stop = new AbortController();
    const watcher = HubWatcher.create({
      config,
      fleet,
      logger,
      timings,
      random,
      startAfter: this.#startAfter,
    });
    this.#watched.set(config.name, { watcher, stop });
    watcher
      .start(AbortSignal.any([signal, stop.signal]))
      .catch(error =>
        logger.error(`Hub '${config.name}' is not watched`, error as Error),
      );
  }
}
