import type { HubStates } from '../fleet/HubStates';
import type { FleetReader, HubState } from '../fleet/types';

/** Hubs as readers are told of them. */
export interface ShownHubs extends HubStates {
  /** Called with the name of a hub of which something is another. Returns the unsubscribe function. */
  subscribe(listener: (hub: string) => void): () => void;
}

/**
 * Hubs as whoever reads clusters is told of them. Between the moment at which a hub has been read for the first time and the
 * one at which its clusters are known lies the work of judging them: until that is done a list without them would be called
 * complete. So such a hub is still `connecting` to readers, whatever the fleet says of it.
 */
export class JudgedHubs implements ShownHubs {
  readonly #fleet: Pick<FleetReader, 'hubs' | 'hub' | 'subscribe'>;
  readonly #judged = new Set<string>();
  readonly #listeners = new Set<(hub: string) => void>();

  constructor(fleet: Pick<FleetReader, 'hubs' | 'hub' | 'subscribe'>) {
    this.#fleet = fleet;
    fleet.subscribe(change => {
      if (change.type === 'hub') {
        if (!fleet.hub(change.hub)) {
          this.#judged.delete(change.hub);
        }
        this.#tell(change.hub);
      }
    });
  }

  hubs(): HubState[] {
    return this.#fleet.hubs().map(state => this.#shown(state));
  }

  hub(name: string): HubState | undefined {
    const state = this.#fleet.hub(name);
    return state && this.#shown(state);
  }

  subscribe(listener: (hub: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether all that a hub told when it was read for the first time was judged. Once it was it stays so. */
  isJudged(hub: string): boolean {
    return this.#judged.has(hub);
  }

  /** Takes in that a hub was judged since it was read for the first time. */
  judged(hub: string): void {
    if (this.#fleet.hub(hub) && !this.#judged.has(hub)) {
      this.#judged.add(hub);
      this.#tell(hub);
    }
  }

  #shown(state: HubState): HubState {
    return state.state === 'live' && !this.#judged.has(state.name)
      ? { ...state, state: 'connecting' }
      : state;
  }

  #tell(hub: string): void {
    this.#listeners.forEach(listener => listener(hub));
  }
}
