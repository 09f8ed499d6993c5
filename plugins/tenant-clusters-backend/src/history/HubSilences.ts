import type { FleetReader } from '../fleet/types';

/** How long after a hub is back its watches may still bring what happened meanwhile. */
const CATCH_UP_MS = 10_000;

interface Silence {
  /** When the hub was last heard before it, milliseconds since the epoch. */
  since: number;
  /** Until when what happened meanwhile may still be told; undefined while it lasts. */
  caughtUpAt?: number;
}

/**
 * Tells of each hub whether it is just telling what happened while it was not heard, and since when it was not. What changes
 * then did so at an unknown time of the silence: one of the hub, or of the portal, which was not running.
 */
export class HubSilences {
  readonly #fleet: FleetReader;
  readonly #settled: (hub: string) => boolean;
  readonly #heardBefore: (hub: string) => number | undefined;
  readonly #now: () => number;
  readonly #silences = new Map<string, Silence>();
  /** Hubs that have been read whole since the start. */
  readonly #begun = new Set<string>();

  constructor(options: {
    fleet: FleetReader;
    /** Whether a hub has been read whole since this process began. */
    settled: (hub: string) => boolean;
    /** When a hub was last heard before this process began, milliseconds since the epoch. */
    heardBefore: (hub: string) => number | undefined;
    now?: () => number;
  }) {
    this.#fleet = options.fleet;
    this.#settled = options.settled;
    this.#heardBefore = options.heardBefore;
    this.#now = options.now ?? Date.now;
  }

  /** Starts following the hubs; returns the function that stops it. */
  start(): () => void {
    return this.#fleet.subscribe(change => {
      if (change.type === 'hub') {
        this.#look(change.hub);
      }
    });
  }

  /** When the hub was last heard before what it tells now, milliseconds since the epoch; undefined when it tells what is new. */
  silentSince(hub: string): number | undefined {
    this.#look(hub);
    const silence = this.#silences.get(hub);
    if (!silence) {
      return this.#begun.has(hub) ? undefined : this.#heardBefore(hub);
    }
    return silence.caughtUpAt !== undefined ? silence.since : undefined;
  }

  #look(hub: string): void {
    const state = this.#fleet.hub(hub);
    const now = this.#now();
    const silence = this.#silences.get(hub);
    if (!this.#begun.has(hub)) {
      if (state && this.#settled(hub)) {
        this.#begun.add(hub);
        const since = this.#heardBefore(hub);
        if (since !== undefined) {
          this.#silences.set(hub, { since, caughtUpAt: now + CATCH_UP_MS });
        }
      }
    } else if (state?.state === 'live') {
      if (silence && silence.caughtUpAt === undefined) {
        silence.caughtUpAt = now + CATCH_UP_MS;
      } else if (silence && silence.caughtUpAt! <= now) {
        this.#silences.delete(hub);
      }
    } else if (!silence || silence.caughtUpAt !== undefined) {
      const heardAt = Date.parse(state?.heardAt ?? '');
      this.#silences.set(hub, {
        since: silence?.since ?? (Number.isNaN(heardAt) ? now : heardAt),
      });
    }
  }
}
