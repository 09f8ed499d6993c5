import type { ProjectedObject } from '../projections/types';

/** One object in so many is measured. */
const SAMPLE_EVERY = 32;
/** So much a newer sample counts: what a kind looks like may change. */
const WEIGHT = 0.1;
/** Texts are the most of an object; V8 keeps most of them at one byte a character. Beside them stand keys, maps and indexes. */
const BYTES_PER_CHARACTER = 1.2;

const kindKey = (hub: string, group: string, kind: string) =>
  `${hub} ${kind}.${group}`;

/** Estimates what an object of each kind takes in memory. Measuring each would cost more than it is worth. */
export class ObjectSizes {
  readonly #sizes = new Map<string, number>();
  readonly #seen = new Map<string, number>();

  saw(object: ProjectedObject): void {
    const key = kindKey(object.hub, object.group, object.kind);
    const seen = this.#seen.get(key) ?? 0;
    this.#seen.set(key, seen + 1);
    if (seen % SAMPLE_EVERY !== 0) {
      return;
    }
    const size = JSON.stringify(object).length * BYTES_PER_CHARACTER;
    const known = this.#sizes.get(key);
    this.#sizes.set(
      key,
      known === undefined ? size : known + (size - known) * WEIGHT,
    );
  }

  /** Bytes of one object; undefined while none was seen. */
  sizeOf(hub: string, group: string, kind: string): number | undefined {
    return this.#sizes.get(kindKey(hub, group, kind));
  }
}
