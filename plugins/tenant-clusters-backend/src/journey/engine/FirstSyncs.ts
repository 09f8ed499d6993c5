import type { HubState } from '../../fleet/types';

/** How long nothing more may be listed before what a hub has told so far is shown, milliseconds. */
const PATIENCE_MS = 30_000;
/** How long it may take altogether, milliseconds. */
const MOST_MS = 5 * 60_000;
/** How long a hub that was read waits for others that are being read, milliseconds: judging it would slow these down. */
const COMPANY_MS = 10_000;

/** One that cannot be reached yet has its first sync still before it; one that is still connecting took too long. */
const READ = new Set<HubState['state']>(['live', 'stale', 'connecting']);

/** How far a first sync has come; times in milliseconds since the epoch. */
interface Progress {
  begunAt: number;
  movedAt: number;
  /** Kinds that are not listed yet, and how many objects there are of them. */
  kinds: number;
  objects: number;
  /** When it was found to have been read whole. */
  readAt?: number;
}

function progressOf({ kinds }: HubState, now: number): Progress {
  const open = kinds.filter(({ state }) => state === 'connecting');
  const objects = open.reduce((sum, kind) => sum + kind.objects, 0);
  return { begunAt: now, movedAt: now, kinds: open.length, objects };
}

/**
 * Knows the hubs that are being read for the first time. Until one has been read whole, each of its clusters would be judged
 * again and again by parts of what there is; and once a hub was read it stays so, whatever happens to it then.
 */
export class FirstSyncs {
  readonly #reading = new Map<string, Progress>();
  readonly #read = new Set<string>();
  /** Hubs that were read and are not judged yet: those whose judging has not begun, and those of which it goes on. */
  readonly #unjudged = new Set<string>();
  readonly #judging = new Set<string>();

  /**
   * Takes in how a hub is heard; returns whether it was waited for and is no more. Then others may not be any more, which have
   * been read and waited for it.
   */
  hear(name: string, hub: HubState | undefined, now: number): boolean {
    if (hub?.state === 'connecting' && !this.#read.has(name)) {
      const progress = this.#progress(hub, now);
      if (
        now - progress.movedAt < PATIENCE_MS &&
        now - progress.begunAt < MOST_MS
      ) {
        this.#reading.set(name, { ...progress, readAt: undefined });
        return false;
      }
    }
    if (hub && READ.has(hub.state) && this.#waitsForOthers(name, now)) {
      return false;
    }
    if (!hub) {
      this.#read.delete(name);
      this.#unjudged.delete(name);
      this.#judging.delete(name);
    } else if (READ.has(hub.state) && !this.#read.has(name)) {
      this.#read.add(name);
      this.#unjudged.add(name);
    }
    return this.#reading.delete(name);
  }

  /** Whether nothing is to be told yet of the objects of a hub. */
  holds(hub: string): boolean {
    return this.#reading.has(hub);
  }

  /** Takes in that all that was told so far is being judged. */
  judge(): void {
    this.#unjudged.forEach(hub => this.#judging.add(hub));
    this.#unjudged.clear();
  }

  /** Takes in that nothing is left to judge; returns the hubs that were judged for the first time with it. */
  judged(): string[] {
    const hubs = [...this.#judging];
    this.#judging.clear();
    return hubs;
  }

  #waitsForOthers(name: string, now: number): boolean {
    const progress = this.#reading.get(name);
    if (!progress) {
      return false;
    }
    const { readAt = now } = progress;
    this.#reading.set(name, { ...progress, readAt });
    const areOthersRead = [...this.#reading.values()].every(
      other => other.readAt !== undefined,
    );
    return !areOthersRead && now - readAt < COMPANY_MS;
  }

  #progress(hub: HubState, now: number): Progress {
    const before = this.#reading.get(hub.name);
    const after = progressOf(hub, now);
    if (!before) {
      return after;
    }
    const hasMoved =
      before.kinds !== after.kinds || before.objects !== after.objects;
    return hasMoved ? { ...after, begunAt: before.begunAt } : before;
  }
}
