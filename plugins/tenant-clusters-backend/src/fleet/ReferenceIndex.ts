import { groupOf } from '../projections';
import type { ObjectReference, ProjectedObject } from '../projections';

type Names = Map<string, ProjectedObject>;
/** By namespace. */
type Kind = Map<string, Names>;

const CLUSTER_WIDE = '';

/**
 * Objects by group, kind, namespace and name. The version is no part of an identity. Nested maps, so that no key has to be
 * put together (and kept, or hashed) for each object.
 */
export class ReferenceIndex {
  readonly #groups = new Map<string, Map<string, Kind>>();

  add(object: ProjectedObject): void {
    const { group, kind, namespace = CLUSTER_WIDE } = object;
    const kinds = nested(this.#groups, group);
    nested(nested(kinds, kind), namespace).set(object.name, object);
  }

  /** Takes the object out, unless another one has its name by now. */
  delete(object: ProjectedObject): void {
    const { group, kind, namespace = CLUSTER_WIDE } = object;
    const namespaces = this.#groups.get(group)?.get(kind);
    const names = namespaces?.get(namespace);
    if (!namespaces || names?.get(object.name) !== object) {
      return;
    }
    names.delete(object.name);
    if (names.size === 0) {
      namespaces.delete(namespace);
    }
  }

  get({
    apiVersion,
    ...address
  }: ObjectReference): ProjectedObject | undefined {
    return this.at({ ...address, group: groupOf(apiVersion) });
  }

  at(address: {
    group: string;
    kind: string;
    namespace?: string;
    name: string;
  }): ProjectedObject | undefined {
    const { group, kind, namespace = CLUSTER_WIDE, name } = address;
    return this.#groups.get(group)?.get(kind)?.get(namespace)?.get(name);
  }
}

/** The map at a key, made where there is none. */
function nested<K, V>(maps: Map<K, Map<string, V>>, key: K): Map<string, V> {
  let map = maps.get(key);
  if (map === undefined) {
    map = new Map();
    maps.set(key, map);
  }
  return map;
}
