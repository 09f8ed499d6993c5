import { KubeObject } from './types';

/** `namespace/name`, or the name alone; sorts as the API server's storage keys do. */
export function objectKey(object: {
  metadata: { namespace?: string; name: string };
}): string {
  const { namespace, name } = object.metadata;
  return namespace ? `${namespace}/${name}` : name;
}

interface Shelf {
  byNamespace: Map<string, Map<string, KubeObject>>;
  size: number;
  sorted?: KubeObject[];
}

/** A stored object with the resource it belongs to. */
export interface TableEntry {
  key: string;
  object: KubeObject;
}

/** The objects by resource, namespace and name, by uid, and by their owners' uids. */
export class ObjectTable {
  readonly #shelves = new Map<string, Shelf>();
  readonly #byUid = new Map<string, TableEntry>();
  readonly #dependants = new Map<string, Set<string>>();

  get(
    key: string,
    namespace: string | undefined,
    name: string,
  ): KubeObject | undefined {
    return this.#shelves
      .get(key)
      ?.byNamespace.get(namespace ?? '')
      ?.get(name);
  }

  byUid(uid: string): TableEntry | undefined {
    return this.#byUid.get(uid);
  }

  /** The objects that name `uid` as an owner. */
  dependantsOf(uid: string): TableEntry[] {
    return [...(this.#dependants.get(uid) ?? [])].flatMap(
      dependant => this.#byUid.get(dependant) ?? [],
    );
  }

  hasDependants(uid: string): boolean {
    return this.#dependants.has(uid);
  }

  /** In no particular order; cheap when a namespace is given. */
  objects(key: string, namespace?: string): Iterable<KubeObject> {
    const shelf = this.#shelves.get(key);
    if (!shelf) {
      return [];
    }
    return namespace === undefined
      ? everyObject(shelf)
      : shelf.byNamespace.get(namespace)?.values() ?? [];
  }

  /** All objects of a resource by namespace and name; the array must not be changed. */
  sorted(key: string): readonly KubeObject[] {
    const shelf = this.#shelves.get(key);
    if (!shelf) {
      return [];
    }
    shelf.sorted ??= [...everyObject(shelf)]
      .map(object => ({ sortKey: objectKey(object), object }))
      .sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1))
      .map(entry => entry.object);
    return shelf.sorted;
  }

  size(key: string): number {
    return this.#shelves.get(key)?.size ?? 0;
  }

  /** Everything, for a snapshot. */
  entries(): TableEntry[] {
    return [...this.#byUid.values()];
  }

  /** The objects inside a namespace, of all kinds. */
  inNamespace(namespace: string): TableEntry[] {
    const found: TableEntry[] = [];
    for (const [key, shelf] of this.#shelves) {
      for (const object of shelf.byNamespace.get(namespace)?.values() ?? []) {
        found.push({ key, object });
      }
    }
    return found;
  }

  set(key: string, object: KubeObject): void {
    const shelf = this.#shelf(key);
    const namespace = object.metadata.namespace ?? '';
    let names = shelf.byNamespace.get(namespace);
    if (!names) {
      names = new Map();
      shelf.byNamespace.set(namespace, names);
    }
    const previous = names.get(object.metadata.name);
    if (previous) {
      this.#unlink(previous);
    } else {
      shelf.size += 1;
    }
    shelf.sorted = undefined;
    names.set(object.metadata.name, object);
    this.#link(key, object);
  }

  remove(key: string, object: KubeObject): void {
    const shelf = this.#shelf(key);
    const namespace = object.metadata.namespace ?? '';
    const names = shelf.byNamespace.get(namespace);
    const previous = names?.get(object.metadata.name);
    if (!names || !previous) {
      return;
    }
    names.delete(object.metadata.name);
    if (names.size === 0) {
      shelf.byNamespace.delete(namespace);
    }
    shelf.size -= 1;
    shelf.sorted = undefined;
    this.#unlink(previous);
  }

  #shelf(key: string): Shelf {
    let shelf = this.#shelves.get(key);
    if (!shelf) {
      shelf = { byNamespace: new Map(), size: 0 };
      this.#shelves.set(key, shelf);
    }
    return shelf;
  }

  #link(key: string, object: KubeObject): void {
    const uid = object.metadata.uid!;
    this.#byUid.set(uid, { key, object });
    for (const owner of object.metadata.ownerReferences ?? []) {
      const dependants = this.#dependants.get(owner.uid);
      if (dependants) {
        dependants.add(uid);
      } else {
        this.#dependants.set(owner.uid, new Set([uid]));
      }
    }
  }

  #unlink(object: KubeObject): void {
    const uid = object.metadata.uid!;
    this.#byUid.delete(uid);
    for (const owner of object.metadata.ownerReferences ?? []) {
      const dependants = this.#dependants.get(owner.uid);
      dependants?.delete(uid);
      if (dependants?.size === 0) {
        this.#dependants.delete(owner.uid);
      }
    }
  }
}

function* everyObject(shelf: Shelf): Iterable<KubeObject> {
  for (const names of shelf.byNamespace.values()) {
    yield* names.values();
  }
}
