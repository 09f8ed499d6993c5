import { machineTime } from './answerCalls.ts';
import {
  readCpu,
  readLoopDelay,
  readMemory,
  resetLoopDelay,
  type LoopReading,
  type MemoryReading,
} from './processFigures.ts';
import {
  loadParts,
  type Fleet,
  type HubSign,
  type StoredObject,
} from './trackerParts.ts';

/** How the first sync went. */
export interface ColdReading {
  /** From the first sign of life of the watchers until the last object was in the model. */
  ms: number;
  /** Milliseconds of a core that it took. */
  cpuMs: number;
  objects: number;
  states: Record<string, string>;
  /** Collected before the first byte of a hub, and after the last object. */
  memoryBefore: MemoryReading;
  loop: LoopReading;
}

/** When the model took in a version of an object. */
export interface ModelMark {
  hub: string;
  resourceVersion: number;
  at: number;
}

/** Quiet for so long, and every hub live: in sync. */
const QUIET_MS = 1_500;

/**
 * Looks over the shoulder of the plugin's fleet model, from outside: its class is wrapped before the plugin is loaded. What
 * that costs (a look-up for each new object, a clock for each change) is in the figures.
 */
export class FleetTap {
  readonly #states: Record<string, string> = {};
  readonly #marks: ModelMark[] = [];
  #memoryBefore: MemoryReading | undefined;
  #begun = 0;
  #lastAdd = 0;
  #objects = 0;
  #recording = false;
  #synced = false;
  #loop: LoopReading | undefined;
  #cpuBefore = 0;
  #cpuAfter = 0;

  /** Wraps the model's class; call before anything makes one. */
  static install(): FleetTap {
    const tap = new FleetTap();
    const { DefaultFleet } = loadParts();
    const { put, delete: remove, setHub } = DefaultFleet.prototype;
    DefaultFleet.prototype.put = function tappedPut(
      this: Fleet,
      object: StoredObject,
    ) {
      if (!tap.#synced && this.byUid(object.hub, object.uid) === undefined) {
        tap.#objects += 1;
        tap.#lastAdd = performance.now();
      }
      put.call(this, object);
      if (tap.#recording) {
        tap.#marks.push({
          hub: object.hub,
          resourceVersion: Number(object.resourceVersion),
          at: machineTime(),
        });
      }
    };
    DefaultFleet.prototype.delete = function tappedDelete(
      this: Fleet,
      hub: string,
      uid: string,
    ) {
      if (!tap.#synced && this.byUid(hub, uid) !== undefined) {
        tap.#objects -= 1;
      }
      remove.call(this, hub, uid);
    };
    DefaultFleet.prototype.setHub = function tappedSetHub(
      this: Fleet,
      hub: HubSign,
    ) {
      tap.#hubChanged(hub);
      setHub.call(this, hub);
    };
    return tap;
  }

  /** Resolves once all hubs are in sync. */
  async untilSynced(options: {
    hubs: number;
    objects: number;
    timeoutMs: number;
  }): Promise<ColdReading> {
    const deadline = performance.now() + options.timeoutMs;
    while (!this.#isSynced(options)) {
      if (performance.now() > deadline) {
        throw new Error(
          `not in sync after ${options.timeoutMs / 1_000} s: ${
            this.#objects
          } of ${options.objects} objects, hubs ${JSON.stringify(
            this.#states,
          )}`,
        );
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    this.#synced = true;
    return {
      ms: this.#lastAdd - this.#begun,
      cpuMs: this.#cpuAfter - this.#cpuBefore,
      objects: this.#objects,
      states: this.#states,
      memoryBefore: this.#memoryBefore!,
      loop: this.#loop ?? readLoopDelay(),
    };
  }

  record(recording: boolean): void {
    this.#recording = recording;
  }

  takeMarks(): ModelMark[] {
    return this.#marks.splice(0);
  }

  #hubChanged({ name, state }: HubSign): void {
    if (this.#begun === 0) {
      this.#memoryBefore = readMemory({ gc: true });
      resetLoopDelay();
      this.#cpuBefore = readCpu();
      this.#begun = performance.now();
    }
    this.#states[name] = state;
  }

  #isSynced({ hubs, objects }: { hubs: number; objects: number }): boolean {
    if (this.#objects >= objects && !this.#loop) {
      // Read at once: the quiet after it must not flatter the delay of a sync.
      this.#loop = readLoopDelay();
      this.#cpuAfter = readCpu();
    }
    const live = Object.values(this.#states).filter(one => one === 'live');
    return live.length >= hubs && performance.now() - this.#lastAdd > QUIET_MS;
  }
}
