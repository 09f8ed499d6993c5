import type { HubStates } from '../fleet/HubStates';
import type { HubState } from '../fleet/types';

/** A hub, or a kind of it, of which not all is known. */
export interface OutOfSync {
  hub: string;
  state: HubState['state'];
  /** When the hub was last heard, RFC 3339. */
  heardAt?: string;
  message?: string;
  kinds: {
    group: string;
    kind: string;
    state: 'connecting' | 'failing';
    message?: string;
  }[];
}

/** What is not in sync, of all hubs. None: everything is known. */
export interface HubHealth {
  status: 'in-sync' | 'out-of-sync';
  hubs: OutOfSync[];
}

/** Says which hub and kind is not in sync. A kind that a hub does not have is no fault. */
export function hubHealth(states: HubStates): HubHealth {
  const hubs = states.hubs().flatMap((hub): OutOfSync[] => {
    const kinds = hub.kinds.flatMap(({ group, kind, state, message }) =>
      state === 'connecting' || state === 'failing'
        ? [{ group, kind, state, ...(message && { message }) }]
        : [],
    );
    if (hub.state === 'live' && kinds.length === 0) {
      return [];
    }
    const { name, state, heardAt, message } = hub;
    return [
      {
        hub: name,
        state,
        ...(heardAt && { heardAt }),
        ...(message && { message }),
        kinds,
      },
    ];
  });
  return { status: hubs.length > 0 ? 'out-of-sync' : 'in-sync', hubs };
}
