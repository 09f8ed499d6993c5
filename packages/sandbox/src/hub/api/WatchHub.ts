import { DefaultHubStore, StoredChange } from '../store';

/** A watch that wants the changes of one resource. */
export interface Watcher {
  change(change: StoredChange): void;
  /** The history is gone: the watch has to end with a 410. */
  expire(): void;
  end(): void;
}

/** Hands each change to the watches of its resource: one subscription, however many watches. */
export class WatchHub {
  readonly #watchers = new Map<string, Set<Watcher>>();
  readonly #unsubscribe: () => void;

  constructor(store: DefaultHubStore) {
    this.#unsubscribe = store.subscribeChanges(change => {
      this.#watchers
        .get(change.key)
        ?.forEach(watcher => watcher.change(change));
    });
  }

  add(key: string, watcher: Watcher): () => void {
    const watchers = this.#watchers.get(key) ?? new Set();
    this.#watchers.set(key, watchers.add(watcher));
    return () => {
      watchers.delete(watcher);
    };
  }

  expireAll(): void {
    this.#each(watcher => watcher.expire());
  }

  close(): void {
    this.#unsubscribe();
    this.endAll();
  }

  endAll(): void {
    this.#each(watcher => watcher.end());
    this.#watchers.clear();
  }

  #each(act: (watcher: Watcher) => void): void {
    for (const watchers of this.#watchers.values()) {
      [...watchers].forEach(act);
    }
  }
}
