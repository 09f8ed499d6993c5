import {
  LoadCollection,
  LoadEntry,
  LoadObject,
  parseEntry,
} from './LoadCollection';
import { collectionKey, LoadKind } from './LoadKind';

const FIRST_VERSION = 1_000;

/** One hub of the large fleet, in memory. */
export class LoadHub {
  readonly name: string;
  readonly #collections = new Map<string, LoadCollection>();
  #resourceVersion = FIRST_VERSION;

  constructor(name: string) {
    this.name = name;
  }

  get resourceVersion(): number {
    return this.#resourceVersion;
  }

  get objects(): number {
    return this.#sum(({ size }) => size);
  }

  get bytes(): number {
    return this.#sum(({ bytes }) => bytes);
  }

  serve(kind: LoadKind): LoadCollection {
    const key = collectionKey(kind.group, kind.plural);
    const collection = this.#collections.get(key) ?? new LoadCollection(kind);
    this.#collections.set(key, collection);
    return collection;
  }

  collection(group: string, plural: string): LoadCollection | undefined {
    return this.#collections.get(collectionKey(group, plural));
  }

  collections(): LoadCollection[] {
    return [...this.#collections.values()];
  }

  /** Adds an object before anybody watches. */
  load(kind: LoadKind, object: LoadObject): void {
    this.serve(kind).load(object, this.#next());
  }

  /** Creates or replaces an object; returns the version that it gets. */
  put(kind: LoadKind, object: LoadObject): number {
    const version = this.#next();
    this.serve(kind).put(object, version);
    return version;
  }

  /** Changes an object in place; returns the version that it gets. */
  change(
    kind: LoadKind,
    entry: LoadEntry,
    edit: (object: LoadObject) => void,
  ): number {
    const object = parseEntry(this.serve(kind).get(entry.uid) ?? entry);
    edit(object);
    return this.put(kind, object);
  }

  delete(kind: LoadKind, uid: string): number {
    const version = this.#next();
    this.serve(kind).delete(uid, version);
    return version;
  }

  #next(): number {
    this.#resourceVersion += 1;
    return this.#resourceVersion;
  }

  #sum(of: (collection: LoadCollection) => number): number {
    return this.collections().reduce(
      (sum, collection) => sum + of(collection),
      0,
    );
  }
}
