const NONE: readonly string[] = [];

/** What a view was found in: the objects of its tree by uid, and uids and tokens beside these. */
export interface FoundIn {
  tree: ReadonlyMap<string, unknown>;
  beside: ReadonlySet<string>;
}

const isIn = ({ tree, beside }: FoundIn, token: string) =>
  tree.has(token) || beside.has(token);

/** Which views were found in which objects: keys of views by uid or token. */
export class Dependents {
  /** A key alone where there is only one: most objects belong to one cluster. */
  readonly #byToken = new Map<string, string | Set<string>>();

  /** Keys of the views that depend on a token. */
  of(token: string): Iterable<string> {
    const keys = this.#byToken.get(token);
    return typeof keys === 'string' ? [keys] : keys ?? NONE;
  }

  /** Replaces what a view depends on. */
  replace(key: string, before: FoundIn, after: FoundIn): void {
    // Mostly the same tree, whose hundred objects need not be compared then.
    const isSameTree = before.tree === after.tree;
    const tokensOf = ({ tree, beside }: FoundIn) =>
      isSameTree ? beside : [...tree.keys(), ...beside];
    for (const token of tokensOf(before)) {
      if (!isIn(after, token)) {
        this.#remove(token, key);
      }
    }
    for (const token of tokensOf(after)) {
      if (!isIn(before, token)) {
        this.#add(token, key);
      }
    }
  }

  #add(token: string, key: string): void {
    const keys = this.#byToken.get(token);
    if (keys === undefined) {
      this.#byToken.set(token, key);
    } else if (typeof keys !== 'string') {
      keys.add(key);
    } else if (keys !== key) {
      this.#byToken.set(token, new Set([keys, key]));
    }
  }

  #remove(token: string, key: string): void {
    const keys = this.#byToken.get(token);
    if (keys === key) {
      this.#byToken.delete(token);
    } else if (keys instanceof Set) {
      keys.delete(key);
      if (keys.size === 0) {
        this.#byToken.delete(token);
      }
    }
  }
}
