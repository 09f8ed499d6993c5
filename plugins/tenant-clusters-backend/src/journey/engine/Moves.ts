import type { FleetChange } from '../../fleet/types';

const NOTHING: ReadonlySet<string> = new Set();

/** Which objects changed since a view was computed, so that its tree is not looked through for them. */
export class Moves {
  /** Uids by the key of a view; undefined where anything may have changed. */
  readonly #moved = new Map<string, Set<string> | undefined>();

  /** Takes in a change that concerns a view. */
  add(key: string, change: Exclude<FleetChange, { type: 'hub' }>): void {
    const uid = movedUid(change);
    if (uid === undefined) {
      this.addAny(key);
    } else if (!this.#moved.has(key)) {
      this.#moved.set(key, new Set([uid]));
    } else {
      this.#moved.get(key)?.add(uid);
    }
  }

  /** Takes in that nobody knows what changed. */
  addAny(key: string): void {
    this.#moved.set(key, undefined);
  }

  /** Uids of what changed, or about which a warning did; undefined where anything may have. */
  of(key: string): ReadonlySet<string> | undefined {
    return this.#moved.has(key) ? this.#moved.get(key) : NOTHING;
  }

  /** Begins anew: the view is computed. */
  clear(key: string): void {
    this.#moved.delete(key);
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
