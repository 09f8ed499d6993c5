const NONE: ReadonlySet<string> = new Set();

/** Which views were found in which objects: keys of views by uid or token. */
export class Dependents {
  readonly #byToken = new Map<string, Set<string>>();

  /** Keys of the views that depend on a token. */
  of(token: string): ReadonlySet<string> {
    return this.#byToken.get(token) ?? NONE;
  }

  /** Replaces what a view depends on. */
  replace(
    key: string,
    before: ReadonlySet<string>,
    after: ReadonlySet<string>,
  ): void {
    for (const token of before) {
      if (!after.has(token)) {
        this.#remove(token, key);
      }
    }
    for (const token of after) {
      if (!before.has(token)) {
        this.#add(token, key);
      }
    }
  }

  #add(token: string, key: string): void {
    const keys = this.#byToken.get(token);
    if (keys) {
      keys.add(key);
    } else {
      this.#byToken.set(token, new Set([key]));
    }
  }

  #remove(token: string, key: string): void {
    const keys = this.#byToken.get(token);
    keys?.delete(key);
    if (keys?.size === 0) {
      this.#byToken.delete(token);
    }
  }
}
