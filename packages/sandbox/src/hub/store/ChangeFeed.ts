import { StoredChange } from './EventWindow';

type Handler = (change: StoredChange) => void;

/** Tells subscribers of changes, all in the same order: what a handler causes comes after what it was called for. */
export class ChangeFeed {
  readonly #handlers = new Set<Handler>();
  #queue: StoredChange[] = [];
  #delivering = false;

  subscribe(handler: Handler): () => void {
    // A wrapper of its own, so that a handler given twice is called twice and unsubscribed once.
    const own: Handler = change => handler(change);
    this.#handlers.add(own);
    return () => {
      this.#handlers.delete(own);
    };
  }

  announce(changes: StoredChange[]): void {
    for (const change of changes) {
      this.#queue.push(change);
    }
    if (this.#delivering) {
      return;
    }
    this.#delivering = true;
    try {
      for (let index = 0; index < this.#queue.length; index += 1) {
        this.#deliver(this.#queue[index]);
      }
    } finally {
      this.#queue = [];
      this.#delivering = false;
    }
  }

  // One handler's failure is not another's.
  #deliver(change: StoredChange): void {
    for (const handler of [...this.#handlers]) {
      try {
        handler(change);
      } catch (error) {
        process.emitWarning(
          error instanceof Error ? error : new Error(String(error)),
        );
      }
    }
  }
}
