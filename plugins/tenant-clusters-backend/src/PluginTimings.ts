import type { HubTimings } from './hubs';

/** What the plugin waits for, in milliseconds. */
export interface PluginTimings {
  /** Replaces some of the hubs' defaults. */
  hubs?: Partial<HubTimings>;
  /** Between two polls of a platform repository. */
  requests?: number;
}
