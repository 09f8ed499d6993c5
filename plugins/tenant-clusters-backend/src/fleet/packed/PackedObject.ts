import type { ProjectedBase, ProjectedObject } from '../../projections';
import type { PackReader } from './PackReader';

/** What all packed objects of one kind have in common. */
export interface PackedType {
  readonly hub: string;
  readonly role: ProjectedObject['role'];
  readonly apiVersion: string;
  readonly group: string;
  readonly kind: string;
  readonly reader: PackReader;
}

/** Kept beside the packed values: they are asked for most, or are keys of indexes. */
const UNPACKED = new Set<string>([
  'hub',
  'role',
  'apiVersion',
  'group',
  'kind',
  'uid',
  'namespace',
  'name',
  'resourceVersion',
] satisfies (keyof ProjectedBase)[]);

const PLAIN_VERSION = /^[1-9]\d{0,14}$/;

type Values = Record<string, unknown>;

const MAX_RECENT = 1_024;

/** Values of the objects that were read last: who looks at an object mostly looks at several of its fields, several times. */
class RecentValues {
  #recent = new Map<object, Values>();
  #older = new Map<object, Values>();

  of(object: object): Values {
    let values = this.#recent.get(object);
    if (values === undefined) {
      values = this.#older.get(object) ?? {};
      if (this.#recent.size >= MAX_RECENT) {
        this.#older = this.#recent;
        this.#recent = new Map();
      }
      this.#recent.set(object, values);
    }
    return values;
  }
}

const recent = new RecentValues();

/**
 * A projected object whose values are unpacked when they are asked for. It reads like any other, by a getter for each field;
 * it cannot be copied by `{ ...object }`: that is what {@link PackedObject.toJSON} is for.
 */
export class PackedObject {
  #type: PackedType;
  readonly uid: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly #version: string | number;
  #data: string;

  constructor(
    type: PackedType,
    address: Pick<
      ProjectedBase,
      'uid' | 'namespace' | 'name' | 'resourceVersion'
    >,
    data: string,
  ) {
    const { uid, namespace, name, resourceVersion } = address;
    this.#type = type;
    this.uid = uid;
    this.namespace = namespace;
    this.name = name;
    this.#version = PLAIN_VERSION.test(resourceVersion)
      ? Number(resourceVersion)
      : resourceVersion;
    this.#data = data;
  }

  get hub(): string {
    return this.#type.hub;
  }

  get role(): ProjectedObject['role'] {
    return this.#type.role;
  }

  get apiVersion(): string {
    return this.#type.apiVersion;
  }

  get group(): string {
    return this.#type.group;
  }

  get kind(): string {
    return this.#type.kind;
  }

  get resourceVersion(): string {
    return String(this.#version);
  }

  /** Takes over the same values in another packed form. */
  repack(type: PackedType, data: string): void {
    this.#type = type;
    this.#data = data;
  }

  /** One of the packed values. */
  read(key: string): unknown {
    const values = recent.of(this);
    if (key in values) {
      return values[key];
    }
    const value = this.#type.reader.read(this.#data, this.name, key);
    values[key] = value;
    return value;
  }

  /** All values, as a plain object. */
  toJSON(): ProjectedObject {
    const { hub, role, uid, apiVersion, group, kind, namespace, name } = this;
    const plain: Record<string, unknown> = {
      ...{ hub, role, uid, apiVersion, group, kind, namespace, name },
      resourceVersion: this.resourceVersion,
    };
    const { reader } = this.#type;
    for (const key of reader.keys(this.#data)) {
      plain[key] = reader.read(this.#data, name, key);
    }
    return plain as unknown as ProjectedObject;
  }
}

const classes = new Map<string, typeof PackedObject>();

/** The class of a role's objects. */
export function packedClassOf(role: string): typeof PackedObject {
  let known = classes.get(role);
  if (!known) {
    known = class extends PackedObject {};
    classes.set(role, known);
  }
  return known;
}

/** Gives the objects of a class getters for these fields. */
export function defineFields(
  packedClass: typeof PackedObject,
  keys: string[],
): void {
  for (const key of keys) {
    if (!Object.hasOwn(packedClass.prototype, key)) {
      Object.defineProperty(packedClass.prototype, key, {
        get(this: PackedObject) {
          return this.read(key);
        },
        enumerable: true,
      });
    }
  }
}

export const isPackedField = (key: string) => !UNPACKED.has(key);
