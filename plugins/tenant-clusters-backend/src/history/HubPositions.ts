import type { FleetReader } from '../fleet/types';
import type { HubPosition, Observation } from './types';

/**
 * How far each hub has been seen: the highest resourceVersion of any object. A hub's versions are one sequence (its etcd's),
 * so that it orders what two replicas derived from different moments. Events may live in an etcd of their own and do not
 * count.
 */
export class HubPositions {
  readonly #fleet: FleetReader;
  readonly #highest = new Map<string, bigint>();
  /** Epochs count from this process's start; those stored before it come first. */
  readonly #firstEpoch = new Map<string, number>();

  constructor(options: { fleet: FleetReader; stored: Observation[] }) {
    this.#fleet = options.fleet;
    for (const { hub, position } of options.stored) {
      const epoch = this.#firstEpoch.get(hub) ?? 0;
      this.#firstEpoch.set(hub, Math.max(epoch, position.epoch));
    }
  }

  /** Starts following the fleet; returns the function that stops it. */
  start(): () => void {
    return this.#fleet.subscribe(change => {
      if (change.type === 'hub' || change.object.role === 'warning-event') {
        return;
      }
      const { hub, resourceVersion } = change.object;
      if (/^\d{1,20}$/.test(resourceVersion)) {
        const version = BigInt(resourceVersion);
        if (version > (this.#highest.get(hub) ?? -1n)) {
          this.#highest.set(hub, version);
        }
      }
    });
  }

  position(hub: string): HubPosition {
    return {
      epoch:
        (this.#firstEpoch.get(hub) ?? 0) + (this.#fleet.hub(hub)?.epoch ?? 0),
      resourceVersion: this.#highest.get(hub)?.toString(),
    };
  }
}
