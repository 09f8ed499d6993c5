import type { HubState } from './types';

/** How hubs are heard, as one party is told of them. */
export interface HubStates {
  hubs(): HubState[];
  hub(name: string): HubState | undefined;
}
