import { CustomResourceDefinition } from './CustomResourceDefinition';
import { builtinTypes } from './builtinTypes';
import { ServedType } from './ServedType';
import { servedTypesOfCrd } from './servedTypesOfCrd';

/** The served types, built in or by CRD, found by kind or by path. */
export class TypeRegistry {
  readonly #byKind = new Map<string, ServedType>();
  readonly #byPath = new Map<string, ServedType>();
  readonly #ofCrd = new Map<string, ServedType[]>();
  #version = 0;

  constructor() {
    builtinTypes.forEach(type => this.#add(type));
  }

  /** Moves with every change of what is served, for caches of discovery and OpenAPI. */
  get version(): number {
    return this.#version;
  }

  all(): ServedType[] {
    return [...this.#byPath.values()];
  }

  byKind(ref: { apiVersion: string; kind: string }): ServedType | undefined {
    return this.#byKind.get(`${ref.apiVersion}/${ref.kind}`);
  }

  /** By `apiVersion` and plural, as a URL names it. */
  byPath(apiVersion: string, plural: string): ServedType | undefined {
    return this.#byPath.get(`${apiVersion}/${plural}`);
  }

  /** The served types of a CRD, by its name. */
  ofCrd(name: string): ServedType[] {
    return this.#ofCrd.get(name) ?? [];
  }

  /** Any served version of a stored resource. */
  byKey(key: string): ServedType | undefined {
    return (
      this.#ofCrd.get(crdNameOfKey(key))?.[0] ??
      builtinTypes.find(type => type.key === key)
    );
  }

  /** Serves what the CRD says, in place of what it said before. */
  setCrd(crd: CustomResourceDefinition): void {
    this.removeCrd(crd.metadata.name);
    const types = servedTypesOfCrd(crd);
    types.forEach(type => this.#add(type));
    this.#ofCrd.set(crd.metadata.name, types);
  }

  removeCrd(name: string): void {
    for (const type of this.#ofCrd.get(name) ?? []) {
      this.#byKind.delete(`${type.apiVersion}/${type.kind}`);
      this.#byPath.delete(`${type.apiVersion}/${type.plural}`);
    }
    this.#ofCrd.delete(name);
    this.#version += 1;
  }

  #add(type: ServedType): void {
    this.#byKind.set(`${type.apiVersion}/${type.kind}`, type);
    this.#byPath.set(`${type.apiVersion}/${type.plural}`, type);
    this.#version += 1;
  }
}

function crdNameOfKey(key: string): string {
  const [group, plural] = key.split('/');
  return `${plural}.${group}`;
}
