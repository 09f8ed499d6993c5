import type { ProjectedObject } from '../projections/types';

/** One object in so many is measured. */
const SAMPLE_EVERY = 32;
/** So much a newer sample counts: what a kind looks like may change. */
const WEIGHT = 0.1;
/** Texts are the most of an object; V8 keeps most of them at one byte a character. Beside them stand keys, maps and indexes. */
const BYTES_PER_CHARACTER = 1.2;

interface KindSize {
  seen: number;
  /** Bytes of one object. */
  size: number;
}

/** Estimates what an object of each kind takes in memory. Measuring each would cost more than it is worth. */
export class ObjectSizes {
  /** By hub, group and kind: a key for all three would have to be put together for each object. */
  readonly #hubs = new Map<string, Map<string, Map<string, KindSize>>>();

  saw(object: ProjectedObject): void {
    const kinds = this.#kindsOf(object.hub, object.group);
    const known = kinds.get(object.kind);
    if (known && known.seen % SAMPLE_EVERY !== 0) {
      known.seen += 1;
      return;
    }
    const size = JSON.stringify(object).length * BYTES_PER_CHARACTER;
    if (known) {
      known.seen += 1;
      known.size += (size - known.size) * WEIGHT;
    } else {
      kinds.set(object.kind, { seen: 1, size });
    }
  }

  /** Bytes of one object; undefined while none was seen. */
  sizeOf(hub: string, group: string, kind: string): number | undefined {
    return this.#hubs.get(hub)?.get(group)?.get(kind)?.size;
  }

  #kindsOf(hub: string, group: string): Map<string, KindSize> {
    const groups = this.#hubs.get(hub) ?? new Map();
    this.#hubs.set(hub, groups);
    const kinds = groups.get(group) ?? new Map();
    groups.set(group, kinds);
    return kinds;
  }
}
