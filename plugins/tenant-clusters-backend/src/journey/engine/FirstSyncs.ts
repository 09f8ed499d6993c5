import type { HubState } from '../../fleet/types';

/** How long a hub may take to list everything before what it has told so far is shown, milliseconds. */
const PATIENCE_MS = 30_000;

/** One that cannot be reached yet has its first sync still before it; one that is still connecting took too long. */
const READ = new Set<HubState['state']>(['live', 'stale', 'connecting']);

/**
 * Knows the hubs that are being read for the first time. Until one has been read whole, each of its clusters would be judged
 * again and again by parts of what there is; and once a hub was read it stays so, whatever happens to it then.
 */
export class FirstSyncs {
  /** Since when they are, milliseconds since the epoch. */
  readonly #reading = new Map<string, number>();
  readonly #read = new Set<string>();

  /** Takes in how a hub is heard; returns whether it was waited for and is no more. */
  hear(name: string, hub: HubState | undefined, now: number): boolean {
    if (hub?.state === 'connecting' && !this.#read.has(name)) {
      const begunAt = this.#reading.get(name) ?? now;
      if (now - begunAt < PATIENCE_MS) {
        this.#reading.set(name, begunAt);
        return false;
      }
    }
    if (!hub) {
      this.#read.delete(name);
    } else if (READ.has(hub.state)) {
      this.#read.add(name);
    }
    return this.#reading.delete(name);
  }

  /** Whether nothing is to be told yet of the objects of a hub. */
  holds(hub: string): boolean {
    return this.#reading.has(hub);
  }
}
