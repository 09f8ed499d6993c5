import { groupOf, ProjectedObject } from '../../projections';
import { kindKey } from './ServedResource';

const NONE: ReadonlySet<string> = new Set();

/** Which kinds the claims and XRs of a hub refer to. */
export class KindReferences {
  readonly #kindsOf = new Map<string, ReadonlySet<string>>();
  readonly #counts = new Map<string, number>();

  /** @returns whether it refers to a kind that nothing referred to before */
  put(object: ProjectedObject): boolean {
    if (object.role !== 'claim' && object.role !== 'composite') {
      return false;
    }
    const kinds = new Set(
      object.resources.map(({ apiVersion, kind }) =>
        kindKey(groupOf(apiVersion), kind),
      ),
    );
    const isNew = Array.from(kinds).some(kind => !this.#counts.has(kind));
    this.#replace(object.uid, kinds);
    return isNew;
  }

  delete(uid: string): void {
    this.#replace(uid, NONE);
  }

  has(key: string): boolean {
    return this.#counts.has(key);
  }

  kinds(): Iterable<string> {
    return this.#counts.keys();
  }

  #replace(uid: string, kinds: ReadonlySet<string>): void {
    for (const kind of kinds) {
      this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    }
    for (const kind of this.#kindsOf.get(uid) ?? NONE) {
      const count = (this.#counts.get(kind) ?? 0) - 1;
      if (count > 0) {
        this.#counts.set(kind, count);
      } else {
        this.#counts.delete(kind);
      }
    }
    if (kinds.size > 0) {
      this.#kindsOf.set(uid, kinds);
    } else {
      this.#kindsOf.delete(uid);
    }
  }
}
