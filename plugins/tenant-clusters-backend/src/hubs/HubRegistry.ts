import type { HubConfig } from './config/HubConfig';

/** The hubs as they are known now. Whoever follows hubs (requests, links) reads it, and is told of each change. */
export interface HubDirectory {
  /** All hubs, in the order of the configuration, then of the sources. */
  list(): HubConfig[];
  get(name: string): HubConfig | undefined;
  /** Called after each change with all hubs. Returns the unsubscribe function. */
  subscribe(listener: (hubs: HubConfig[]) => void): () => void;
}

/**
 * Puts together the hubs of the configuration and of modules' sources. Where two name the same hub, the one that was
 * mentioned first keeps it: the configuration, then the sources in their order.
 */
export class HubRegistry implements HubDirectory {
  readonly #origins = new Map<string, HubConfig[]>();
  readonly #listeners = new Set<(hubs: HubConfig[]) => void>();
  #hubs = new Map<string, HubConfig>();

  /** @param origins - in the order of their precedence; others come after them */
  constructor(origins: string[] = []) {
    origins.forEach(origin => this.#origins.set(origin, []));
  }

  list(): HubConfig[] {
    return Array.from(this.#hubs.values());
  }

  get(name: string): HubConfig | undefined {
    return this.#hubs.get(name);
  }

  subscribe(listener: (hubs: HubConfig[]) => void): () => void {
    const own = (hubs: HubConfig[]) => listener(hubs);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  /** Replaces all hubs of one origin. What cannot be compared, such as how a token is asked for, always counts as new. */
  set(origin: string, hubs: HubConfig[]): void {
    this.#origins.set(origin, hubs);
    const next = new Map<string, HubConfig>();
    for (const hub of Array.from(this.#origins.values()).flat()) {
      if (!next.has(hub.name)) {
        next.set(hub.name, hub);
      }
    }
    const before = this.list();
    this.#hubs = next;
    const after = this.list();
    const same =
      before.length === after.length &&
      before.every((hub, index) => hub === after[index]);
    if (!same) {
      this.#listeners.forEach(listener => listener(after));
    }
  }
}
