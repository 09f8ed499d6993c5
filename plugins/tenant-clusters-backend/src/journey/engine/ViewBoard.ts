import type { ClusterRef } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ComputedCluster } from '../computeCluster';
import type { ClusterSubject, ClusterView } from '../types';

/** One view with what it was computed from. */
export interface BoardEntry {
  subject: ClusterSubject;
  computed: ComputedCluster;
  /** Its removal came to its end: it can be read, but is not listed any more. */
  removed: boolean;
}

type Address = Pick<ClusterRef, 'hub' | 'namespace' | 'name'>;

const addressKey = ({ hub, namespace, name }: Address) =>
  `${hub} ${namespace} ${name}`;

const byAddress = (one: BoardEntry, other: BoardEntry) => {
  const [left, right] = [one.subject, other.subject];
  return (
    left.hub.localeCompare(right.hub) ||
    left.namespace.localeCompare(right.namespace) ||
    left.name.localeCompare(right.name) ||
    left.kind.localeCompare(right.kind)
  );
};

/** What is there comes before what goes, and that before what is gone; the last of several that are gone first. */
function precedence({ subject, removed, computed }: BoardEntry): number {
  if (!subject.remains) {
    return 0;
  }
  return removed
    ? 2 - Date.parse(computed.view.journey?.finishedAt?.at ?? '') / 1e15 || 2
    : 1;
}

/** All views, by key and by address; which of those with one address is shown, and in which order they are listed. */
export class ViewBoard {
  readonly #entries = new Map<string, BoardEntry>();
  readonly #byAddress = new Map<string, Set<string>>();
  #listed: BoardEntry[] | undefined;
  /** By whether they are infrastructure, while no entry is another. */
  readonly #views = new Map<boolean, ClusterView[]>();

  get(key: string): BoardEntry | undefined {
    return this.#entries.get(key);
  }

  keys(): IterableIterator<string> {
    return this.#entries.keys();
  }

  set(key: string, entry: BoardEntry): void {
    const before = this.#entries.get(key);
    this.#entries.set(key, entry);
    this.#views.clear();
    if (!before) {
      const address = addressKey(entry.subject);
      const keys = this.#byAddress.get(address) ?? new Set();
      this.#byAddress.set(address, keys.add(key));
    }
    if (
      !before ||
      before.removed !== entry.removed ||
      before.subject.infrastructure !== entry.subject.infrastructure
    ) {
      this.#listed = undefined;
    } else if (this.#listed) {
      const index = this.#indexOf(before);
      if (index >= 0) {
        this.#listed[index] = entry;
      }
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) {
      return;
    }
    this.#entries.delete(key);
    this.#views.clear();
    const address = addressKey(entry.subject);
    const keys = this.#byAddress.get(address);
    keys?.delete(key);
    if (keys?.size === 0) {
      this.#byAddress.delete(address);
    }
    this.#listed = undefined;
  }

  /** What is shown at an address; a cluster before infrastructure. */
  at(address: Address & { kind?: string }): BoardEntry | undefined {
    const keys = this.#byAddress.get(addressKey(address)) ?? [];
    return [...keys]
      .flatMap(key => this.#entries.get(key) ?? [])
      .filter(
        ({ subject }) =>
          address.kind === undefined || subject.kind === address.kind,
      )
      .sort(
        (one, other) =>
          precedence(one) - precedence(other) ||
          Number(one.subject.infrastructure) -
            Number(other.subject.infrastructure),
      )[0];
  }

  /** Every address once, in order, without what was removed. */
  listed(): BoardEntry[] {
    this.#listed ??= [...this.#entries.values()]
      .filter(entry => !entry.removed && this.#isShown(entry))
      .sort(byAddress);
    return this.#listed;
  }

  /** The listed views of clusters, or of infrastructure. As long as none of them is another, it is the same array. */
  views(infrastructure: boolean): ClusterView[] {
    let views = this.#views.get(infrastructure);
    if (!views) {
      views = this.listed()
        .filter(({ subject }) => subject.infrastructure === infrastructure)
        .map(({ computed }) => computed.view);
      this.#views.set(infrastructure, views);
    }
    return views;
  }

  /** What was removed, the last first. */
  removed(): ClusterView[] {
    const finished = ({ journey }: ClusterView) =>
      Date.parse(journey?.finishedAt?.at ?? '') || 0;
    return [...this.#entries.values()]
      .filter(({ removed }) => removed)
      .map(({ computed }) => computed.view)
      .sort((one, other) => finished(other) - finished(one));
  }

  #isShown(entry: BoardEntry): boolean {
    return !entry.subject.remains || this.at(entry.subject) === entry;
  }

  #indexOf(entry: BoardEntry): number {
    const list = this.#listed ?? [];
    let [low, high] = [0, list.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const order = byAddress(list[middle], entry);
      if (order === 0) {
        return list[middle] === entry ? middle : list.indexOf(entry);
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}
