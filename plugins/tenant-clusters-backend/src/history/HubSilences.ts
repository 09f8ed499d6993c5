import type { FleetReader, HubState } from '../fleet/types';

/** How long after all watches go on again they may still bring what happened meanwhile. */
const CATCH_UP_MS = 2_000;
/** A kind that goes on failing has nothing to tell. */
const LONGEST_CATCH_UP_MS = 30_000;

interface Silence {
  /** When the hub was last heard before it, milliseconds since the epoch. */
  since: number;
  /** When the hub was back. */
  backAt?: number;
  /** Until when what happened meanwhile may still be told; undefined before all watches go on. */
  caughtUpAt?: number;
}

const isReadWhole = ({ kinds }: HubState) =>
  kinds.every(({ state }) => state === 'live' || state === 'absent');

/**
 * Tells of each hub whether it is just telling what happened while it was not heard, and since when it was not. What changes
 * then did so at an unknown time of the silence: one of the hub, or of the portal, which was not running.
 */
export class HubSilences {
  readonly #fleet: FleetReader;
  readonly #settled: (hub: string) => boolean;
  readonly #judged: (hub: string) => boolean;
  readonly #heardBefore: (hub: string) => number | undefined;
  readonly #now: () => number;
  readonly #silences = new Map<string, Silence>();
  /** Hubs that have been read whole since the start. */
  readonly #begun = new Set<string>();

  constructor(options: {
    fleet: FleetReader;
    /** Whether a hub has been read whole since this process began. */
    settled: (hub: string) => boolean;
    /** Whether all that a hub told when it was read for the first time was judged. */
    judged: (hub: string) => boolean;
    /** When a hub was last heard before this process began, milliseconds since the epoch. */
    heardBefore: (hub: string) => number | undefined;
    now?: () => number;
  }) {
    this.#fleet = options.fleet;
    this.#settled = options.settled;
    this.#judged = options.judged;
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
    return silence.backAt !== undefined ? silence.since : undefined;
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
          this.#silences.set(hub, { since, backAt: now });
        }
      }
    } else if (state?.state === 'live') {
      if (silence) {
        this.#catchUp(hub, silence, isReadWhole(state) && this.#judged(hub));
      }
    } else if (!silence || silence.backAt !== undefined) {
      const heardAt = Date.parse(state?.heardAt ?? '');
      this.#silences.set(hub, {
        since: silence?.since ?? (Number.isNaN(heardAt) ? now : heardAt),
      });
    }
  }

  #catchUp(hub: string, silence: Silence, isWhole: boolean): void {
    const now = this.#now();
    silence.backAt ??= now;
    if (isWhole || now - silence.backAt > LONGEST_CATCH_UP_MS) {
      silence.caughtUpAt ??= now + CATCH_UP_MS;
    }
    if (silence.caughtUpAt !== undefined && silence.caughtUpAt <= now) {
      this.#silences.delete(hub);
    }
  }
}
