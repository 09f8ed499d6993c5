import type { FleetReader, HubState } from '../../fleet/types';
import { cleanText } from '../text';

/** How one hub is heard, judged at one moment. */
export interface HubHearing {
  name: string;
  title: string;
  heardAt?: string;
  state: HubState['state'];
  /** Silent for longer than its limit: nothing said of it is more than last known. */
  silent: boolean;
  /** Whether objects of a kind are not read although the hub has them, so that their absence says nothing. */
  isKindSilent(group: string, kind: string): boolean;
}

export function hubHearing(options: {
  fleet: FleetReader;
  hub: string;
  now: number;
  staleAfter: number;
}): HubHearing {
  const { fleet, hub, now, staleAfter } = options;
  const state = fleet.hub(hub);
  const heardAt = state?.heardAt ? Date.parse(state.heardAt) : undefined;
  const silentAt = heardAt === undefined ? undefined : heardAt + staleAfter;
  return {
    name: hub,
    title: cleanText(state?.title ?? hub, 100),
    heardAt: state?.heardAt,
    state: state?.state ?? 'connecting',
    silent:
      silentAt === undefined || now >= silentAt || state?.state === 'stale',
    isKindSilent: (group, kind) =>
      state?.kinds.some(
        known =>
          known.group === group &&
          known.kind === kind &&
          (known.state === 'failing' || known.state === 'connecting'),
      ) ?? false,
  };
}
