import type { ClusterRef } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { subjectKey } from '../subjectKeys';
import type { ClusterView, JourneyListener } from '../types';
import type { ViewBoard } from './ViewBoard';

const byName = (one: ClusterRef, other: ClusterRef) =>
  one.hub.localeCompare(other.hub) ||
  one.namespace.localeCompare(other.namespace) ||
  one.name.localeCompare(other.name);

/** Tells listeners which views on a board are others than what they were told last. */
export class ViewNews {
  readonly #board: ViewBoard;
  readonly #listeners = new Set<JourneyListener>();
  /** What listeners were told last of the views that were computed since, by the key of their ref. */
  readonly #touched = new Map<string, { ref: ClusterRef; revision?: string }>();

  constructor(board: ViewBoard) {
    this.#board = board;
  }

  /** Returns the unsubscribe function. A listener that subscribes twice is told twice. */
  subscribe(listener: JourneyListener): () => void {
    const own: JourneyListener = (changed, removed) =>
      listener(changed, removed);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  /** Has the view at a ref looked at when it is told next. To be called before the board has another one there. */
  touch(ref: ClusterRef): void {
    const key = subjectKey(ref);
    if (!this.#touched.has(key)) {
      const revision = this.#shown(ref)?.summary.revision;
      this.#touched.set(key, { ref, revision });
    }
  }

  tell(): void {
    const changed: ClusterRef[] = [];
    const removed: ClusterRef[] = [];
    for (const { ref, revision } of this.#touched.values()) {
      const view = this.#shown(ref);
      if (!view) {
        removed.push(...(revision === undefined ? [] : [ref]));
      } else if (view.summary.revision !== revision) {
        changed.push(view.summary.ref);
      }
    }
    this.#touched.clear();
    changed.sort(byName);
    removed.sort(byName);
    if (changed.length > 0 || removed.length > 0) {
      this.#listeners.forEach(listener => listener(changed, removed));
    }
  }

  /** Nobody listens any more. */
  stop(): void {
    this.#listeners.clear();
  }

  /** What is listed at a ref; what was removed is not. */
  #shown(ref: ClusterRef): ClusterView | undefined {
    const entry = this.#board.at(ref);
    return entry?.removed ? undefined : entry?.computed.view;
  }
}
