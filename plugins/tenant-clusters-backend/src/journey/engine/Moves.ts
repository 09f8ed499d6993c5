import type { FleetChange } from '../../fleet/types';
import { sameContent } from '../../fleet';
import type { ProjectedComposite } from '../../projections/types';

const NOTHING: ReadonlySet<string> = new Set();
/** What of an XR nothing but the tree is judged by. */
const STATUS = new Set<string>([
  'resourceVersion',
  'generation',
  'conditions',
] satisfies (keyof ProjectedComposite)[]);

/** Whether nothing but the tree is read from what changed of an object that is in it. */
function isOfTree(change: Exclude<FleetChange, { type: 'hub' }>): boolean {
  switch (change.object.role) {
    case 'managed':
    case 'warning-event':
      return true;
    case 'composite':
      // Its labels and references lead to events and runs.
      return (
        change.type === 'put' &&
        change.previous !== undefined &&
        sameContent(change.previous, change.object, STATUS)
      );
    default:
      return false;
  }
}

/** What changed since a view was computed, so that no more of it is looked at anew than has to be. */
export class Moves {
  /** Uids by the key of a view; undefined where anything may have changed. */
  readonly #moved = new Map<string, Set<string> | undefined>();
  /** Keys of views of which more changed than resources below the claim. */
  readonly #beyond = new Set<string>();

  /**
   * Takes in a change that concerns a view.
   *
   * @param tree - of the view as it was computed last: the objects below its claim by uid
   */
  add(
    key: string,
    change: Exclude<FleetChange, { type: 'hub' }>,
    tree: ReadonlyMap<string, unknown> | undefined,
  ): void {
    const uid = movedUid(change);
    if (uid === undefined) {
      this.addAny(key);
      return;
    }
    if (!this.#moved.has(key)) {
      this.#moved.set(key, new Set([uid]));
    } else {
      this.#moved.get(key)?.add(uid);
    }
    if (!tree?.has(uid) || !isOfTree(change)) {
      this.#beyond.add(key);
    }
  }

  /** Takes in that nobody knows what changed. */
  addAny(key: string): void {
    this.#moved.set(key, undefined);
    this.#beyond.add(key);
  }

  /** Takes in that something changed which is no object of the view's tree. */
  addBeyond(key: string): void {
    this.#beyond.add(key);
  }

  /** Uids of what changed, or about which a warning did; undefined where anything may have. */
  of(key: string): ReadonlySet<string> | undefined {
    return this.#moved.has(key) ? this.#moved.get(key) : NOTHING;
  }

  /** Whether nothing changed but resources below the claim, and what is warned about the objects of its tree. */
  areResources(key: string): boolean {
    return !this.#beyond.has(key);
  }

  /** Begins anew: the view is computed. */
  clear(key: string): void {
    this.#moved.delete(key);
    this.#beyond.delete(key);
  }
}

/** What comes, or goes, may be what others referred to: it is more than a change of itself. */
function movedUid(
  change: Exclude<FleetChange, { type: 'hub' }>,
): string | undefined {
  const { object } = change;
  if (object.role === 'warning-event') {
    return object.involvedUid;
  }
  const previous = change.type === 'put' ? change.previous : undefined;
  return previous?.role === object.role ? object.uid : undefined;
}
