import { groupOf } from '../projections';
import type { ObjectReference, ProjectedObject } from '../projections';

/**
 * Objects by group, kind, namespace and name. The version is no part of an identity. Nested maps, so that no key has to be
 * put together (and kept) for each object.
 */
export class ReferenceIndex {
  readonly #kinds = new Map<
    string,
    Map<string, Map<string, ProjectedObject>>
  >();

  add(object: ProjectedObject): void {
    const key = kindKey(object.group, object.kind);
    const namespaces = this.#kinds.get(key) ?? new Map();
    this.#kinds.set(key, namespaces);
    const names = namespaces.get(object.namespace ?? '') ?? new Map();
    namespaces.set(object.namespace ?? '', names);
    names.set(object.name, object);
  }

  /** Takes the object out, unless another one has its name by now. */
  delete(object: ProjectedObject): void {
    const namespaces = this.#kinds.get(kindKey(object.group, object.kind));
    const names = namespaces?.get(object.namespace ?? '');
    if (!namespaces || names?.get(object.name) !== object) {
      return;
    }
    names.delete(object.name);
    if (names.size === 0) {
      namespaces.delete(object.namespace ?? '');
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
    const { group, kind, namespace = '', name } = address;
    return this.#kinds.get(kindKey(group, kind))?.get(namespace)?.get(name);
  }
}

function kindKey(group: string, kind: string): string {
  return `${group}/${kind}`;
}
