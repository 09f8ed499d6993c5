import type { FleetReader } from '../fleet/types';
import type { RequestReader } from '../requests/types';

/**
 * Tells whether a hub, and the requests for it, have been read whole since this process began. Before that, a cluster looks
 * emptier than it is, and its states are none to remember. Once settled a hub stays so: that it fell silent is history too.
 */
export function createSettledHubs(options: {
  fleet: FleetReader;
  requests: RequestReader;
}): (hub: string) => boolean {
  const { fleet, requests } = options;
  const settled = new Set<string>();
  return hub => {
    if (settled.has(hub)) {
      return true;
    }
    const reading = requests
      .repositories()
      .some(
        repository =>
          repository.hub === hub && repository.state === 'connecting',
      );
    if (fleet.hub(hub)?.state !== 'live' || reading) {
      return false;
    }
    settled.add(hub);
    return true;
  };
}
