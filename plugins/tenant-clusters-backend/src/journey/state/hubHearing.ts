import type { FleetReader, HubKindState, HubState } from '../../fleet/types';
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

const NONE: ReadonlySet<string> = new Set();

const silentKinds = new WeakMap<HubKindState[], ReadonlySet<string>>();

const keyOf = (group: string, kind: string) => `${kind}.${group}`;

/** Found once for what a hub reports. What was heard is kept with each cluster: it must not keep the hundreds of kinds alive. */
function silentKindsOf(kinds: HubKindState[]): ReadonlySet<string> {
  const known = silentKinds.get(kinds);
  if (known) {
    return known;
  }
  const silent = kinds.filter(
    ({ state }) => state === 'failing' || state === 'connecting',
  );
  const keys =
    silent.length > 0
      ? new Set(silent.map(({ group, kind }) => keyOf(group, kind)))
      : NONE;
  silentKinds.set(kinds, keys);
  return keys;
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
  const silent = state ? silentKindsOf(state.kinds) : NONE;
  const silentAt = heardAt === undefined ? undefined : heardAt + staleAfter;
  return {
    name: hub,
    title: cleanText(state?.title ?? hub, 100),
    heardAt: state?.heardAt,
    state: state?.state ?? 'connecting',
    silent:
      silentAt === undefined || now >= silentAt || state?.state === 'stale',
    isKindSilent: (group, kind) => silent.has(keyOf(group, kind)),
  };
}
