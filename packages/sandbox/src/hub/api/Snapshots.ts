import { DefaultHubStore, KubeObject, ServedType } from '../store';
import { objectKey } from '../store/ObjectTable';

const kept = 8;

/** The objects of a type as they were at a version, so that the pages of one list belong together. */
export class Snapshots {
  readonly #store: DefaultHubStore;
  readonly #cache = new Map<string, readonly KubeObject[]>();

  constructor(store: DefaultHubStore) {
    this.#store = store;
  }

  /** In storage order; undefined when the history does not go back so far. */
  at(
    type: ServedType,
    resourceVersion: number,
  ): readonly KubeObject[] | undefined {
    const since = this.#store.window.since(resourceVersion);
    if (!since) {
      return undefined;
    }
    const changes = since.filter(change => change.key === type.key);
    if (!changes.length) {
      return this.#store.sorted(type);
    }
    const cacheKey = `${type.key} ${resourceVersion}`;
    const cached = this.#cache.get(cacheKey);
    if (cached) {
      return cached;
    }
    const objects = new Map(
      this.#store.sorted(type).map(object => [objectKey(object), object]),
    );
    for (const change of changes.reverse()) {
      if (change.previous) {
        objects.set(objectKey(change.object), change.previous);
      } else {
        objects.delete(objectKey(change.object));
      }
    }
    const snapshot = [...objects]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, object]) => object);
    this.#cache.set(cacheKey, snapshot);
    if (this.#cache.size > kept) {
      this.#cache.delete(this.#cache.keys().next().value!);
    }
    return snapshot;
  }

  clear(): void {
    this.#cache.clear();
  }
}
