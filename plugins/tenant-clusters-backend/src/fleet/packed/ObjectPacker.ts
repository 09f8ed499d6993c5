import type { ProjectedObject } from '../../projections';
import {
  defineFields,
  isPackedField,
  PackedObject,
  packedClassOf,
  PackedType,
} from './PackedObject';
import { PackReader } from './PackReader';
import { PackWriter } from './PackWriter';
import { SharedTexts } from './SharedTexts';
import { Shapes } from './Shapes';

/** Few objects, which are looked at again and again, are quicker as they are. */
const UNPACKED_ROLES = new Set<ProjectedObject['role']>([
  'claim',
  'cluster-secret',
  'xrd',
]);

/**
 * Packs the objects of one hub. A large hub has a hundred thousand objects of which a few are looked at: packed they take a
 * quarter of the memory.
 */
export class ObjectPacker {
  readonly #types = new Map<string, PackedType>();
  readonly #layouts = new Map<string, Set<unknown>>();
  readonly #allowance: number;
  /** How many texts are shared once those that are no longer needed are gone, as far as is known. */
  #needed = 0;
  #texts = new SharedTexts();
  #shapes = new Shapes();
  #writer = new PackWriter(this.#texts, this.#shapes);
  #reader = new PackReader(this.#texts, this.#shapes);

  /** @param allowance - so many shared texts may be in vain before it is time to renew them */
  constructor(allowance = 100_000) {
    this.#allowance = allowance;
  }

  /** Whether so many texts are shared that most of them may be so in vain. */
  get isWorn(): boolean {
    return this.#texts.size > 2 * this.#needed + this.#allowance;
  }

  /** Says that all objects have been packed anew since {@link ObjectPacker.renew}. */
  settle(): void {
    this.#needed = this.#texts.size;
  }

  /** Packs an object anew, which stays the same object to whoever has it. */
  repack(object: ProjectedObject): void {
    if (object instanceof PackedObject) {
      const plain = object.toJSON();
      const values = plain as unknown as Record<string, unknown>;
      const shape = this.#shapes.ofFields(values, isPackedField);
      if (shape) {
        object.repack(this.#typeOf(plain), this.#writer.write(shape, values));
      }
    }
  }

  /** Texts that objects share. */
  get sharedTexts(): number {
    return this.#texts.size;
  }

  /**
   * @param previous - the object as it was kept before, if its address was the same: of those texts the ones are kept that indexes
   * have as keys already
   * @returns what reads like the object, or the object itself
   */
  pack(object: ProjectedObject, previous = object): ProjectedObject {
    if (UNPACKED_ROLES.has(object.role)) {
      return object;
    }
    const values = object as unknown as Record<string, unknown>;
    const shape = this.#shapes.ofFields(values, isPackedField);
    if (!shape) {
      return object;
    }
    const { role } = object;
    const PackedClass = packedClassOf(role);
    const known = this.#layouts.get(role) ?? new Set();
    this.#layouts.set(role, known);
    if (!known.has(shape)) {
      known.add(shape);
      defineFields(PackedClass, shape.keys);
    }
    const { uid, namespace, name } = previous;
    return new PackedClass(
      this.#typeOf(object),
      { uid, namespace, name, resourceVersion: object.resourceVersion },
      this.#writer.write(shape, values),
    ) as unknown as ProjectedObject;
  }

  /**
   * Begins with an empty set of shared texts. Those of before live as long as objects that were packed with them, so that
   * packing these anew lets go of what nothing shares any more.
   */
  renew(): void {
    this.#texts = new SharedTexts();
    this.#shapes = new Shapes();
    this.#writer = new PackWriter(this.#texts, this.#shapes);
    this.#reader = new PackReader(this.#texts, this.#shapes);
    this.#types.clear();
    this.#layouts.clear();
  }

  #typeOf(object: ProjectedObject): PackedType {
    const { hub, role, apiVersion, group, kind } = object;
    const key = `${role} ${apiVersion} ${kind}`;
    let type = this.#types.get(key);
    if (!type) {
      type = { hub, role, apiVersion, group, kind, reader: this.#reader };
      this.#types.set(key, type);
    }
    return type;
  }
}

/** The object with its values in plain sight. */
export function unpack(object: ProjectedObject): ProjectedObject {
  return object instanceof PackedObject ? object.toJSON() : object;
}
