import { ServerResponse } from 'node:http';
import { DefaultHubStore, KubeObject, StoredChange } from '../store';
import { statusErrors } from '../store/StatusError';
import { representObject, View } from './represent';
import { Selection } from './selectObjects';
import { Watcher } from './WatchHub';

interface WatchStreamOptions {
  store: DefaultHubStore;
  view: View;
  selection: Selection;
  response: ServerResponse;
  bookmarks: boolean;
}

// A client that reads this much too slowly is cut off, as the watch cache does.
const maxBuffered = 256 * 1024 * 1024;
const sliceMs = 8;

/** One open watch: turns changes into the lines its client may see. */
export class WatchStream implements Watcher {
  readonly #options: WatchStreamOptions;
  // Changes that come while the initial objects are still being written.
  #held: StoredChange[] | undefined = [];
  #headSent = false;

  constructor(options: WatchStreamOptions) {
    this.#options = options;
  }

  /** Writes ADDED for each object, then what has changed meanwhile. */
  async initial(
    objects: readonly KubeObject[],
    afterwards: () => void,
  ): Promise<void> {
    const { store, view, selection, response } = this.#options;
    let since = performance.now();
    for (const object of objects) {
      if (selection.matches(object)) {
        this.#send('ADDED', store.as(view.type, object));
      }
      if (performance.now() - since > sliceMs) {
        await new Promise(resolve =>
          response.writableNeedDrain
            ? response.once('drain', resolve).once('close', resolve)
            : setImmediate(resolve),
        );
        since = performance.now();
      }
      if (response.destroyed) {
        return;
      }
    }
    afterwards();
    this.release();
  }

  /** From now on changes go out as they come. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    held.forEach(change => this.change(change));
  }

  change(change: StoredChange): void {
    if (this.#held) {
      this.#held.push(change);
      return;
    }
    const { store, view, selection } = this.#options;
    const { previous, object } = change;
    const was = previous !== undefined && selection.matches(previous);
    const is = change.type !== 'DELETED' && selection.matches(object);
    if (is) {
      this.#send(was ? 'MODIFIED' : 'ADDED', store.as(view.type, object));
    } else if (was) {
      const gone =
        change.type === 'DELETED'
          ? object
          : {
              ...previous,
              metadata: {
                ...previous.metadata,
                resourceVersion: String(change.resourceVersion),
              },
            };
      this.#send('DELETED', store.as(view.type, gone));
    }
  }

  /** A BOOKMARK with the store's version; `initialEnd` marks the end of the initial events. */
  bookmark(resourceVersion: number, initialEnd = false): void {
    const { view, bookmarks } = this.#options;
    if (!bookmarks || (this.#held && !initialEnd)) {
      return;
    }
    const metadata = {
      resourceVersion: String(resourceVersion),
      creationTimestamp: null,
      ...(initialEnd
        ? { annotations: { 'k8s.io/initial-events-end': 'true' } }
        : {}),
    };
    const object =
      view.representation === 'metadata'
        ? { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1' }
        : { kind: view.type.kind, apiVersion: view.type.apiVersion };
    this.#write({ type: 'BOOKMARK', object: { ...object, metadata } });
  }

  expire(message?: string): void {
    const { store, response } = this.#options;
    const error = statusErrors.expired(
      message ?? `too old resource version: 0 (${store.resourceVersion})`,
    );
    this.#write({ type: 'ERROR', object: error.toStatus() });
    response.end();
  }

  end(): void {
    this.#options.response.end();
  }

  #send(type: string, object: KubeObject): void {
    const { view } = this.#options;
    view.now = Date.now();
    const shown = representObject(view, object) as Record<string, unknown>;
    if (view.representation === 'table') {
      // Only the first event of a watch names the columns.
      if (this.#headSent) {
        delete shown.columnDefinitions;
      }
      this.#headSent = true;
    }
    this.#write({ type, object: shown });
  }

  #write(event: object): void {
    const { response } = this.#options;
    if (response.writableEnded || response.destroyed) {
      return;
    }
    response.write(`${JSON.stringify(event)}\n`);
    if (response.writableLength > maxBuffered) {
      response.destroy();
    }
  }
}
