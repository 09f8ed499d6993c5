const NONE: readonly string[] = [];

/**
 * What a view was found in: the objects of its tree by uid, uids and tokens of its facts, and those beside these. Tree and facts are
 * mostly the same ones as before.
 */
export interface FoundIn {
  tree: ReadonlyMap<string, unknown>;
  facts: ReadonlySet<string>;
  beside: ReadonlySet<string>;
}

const isIn = ({ tree, facts, beside }: FoundIn, token: string) =>
  tree.has(token) || facts.has(token) || beside.has(token);

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
    const tokensOf = ({ tree, facts, beside }: FoundIn) => [
      ...(before.tree === after.tree ? [] : tree.keys()),
      ...(before.facts === after.facts ? [] : facts),
      ...beside,
    ];
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
