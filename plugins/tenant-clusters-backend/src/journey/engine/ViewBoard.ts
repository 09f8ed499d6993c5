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

interface ListedViews {
  views: ClusterView[];
  /** Where the view of each listed entry stands among them. */
  places: number[];
  /** Views that are to be put at their places, before somebody asks. */
  pending: Map<number, ClusterView>;
}

function listViews(listed: BoardEntry[], infrastructure: boolean): ListedViews {
  const views: ClusterView[] = [];
  const places = listed.map(({ subject, computed }) =>
    subject.infrastructure === infrastructure
      ? views.push(computed.view) - 1
      : -1,
  );
  return { views, places, pending: new Map() };
}

/** All views, by key and by address; which of those with one address is shown, and in which order they are listed. */
export class ViewBoard {
  readonly #entries = new Map<string, BoardEntry>();
  readonly #byAddress = new Map<string, Set<string>>();
  #listed: BoardEntry[] | undefined;
  /** Of all that is listed, by whether they are infrastructure. */
  readonly #views = new Map<boolean, ListedViews>();

  get(key: string): BoardEntry | undefined {
    return this.#entries.get(key);
  }

  keys(): IterableIterator<string> {
    return this.#entries.keys();
  }

  set(key: string, entry: BoardEntry): void {
    const before = this.#entries.get(key);
    this.#entries.set(key, entry);
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
      this.#listAnew();
    } else if (this.#listed) {
      this.#putInPlace(before, entry);
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) {
      return;
    }
    this.#entries.delete(key);
    const address = addressKey(entry.subject);
    const keys = this.#byAddress.get(address);
    keys?.delete(key);
    if (keys?.size === 0) {
      this.#byAddress.delete(address);
    }
    this.#listAnew();
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
    let known = this.#views.get(infrastructure);
    if (!known) {
      known = listViews(this.listed(), infrastructure);
      this.#views.set(infrastructure, known);
    }
    if (known.pending.size > 0) {
      // Whoever has the array may keep it.
      known.views = [...known.views];
      for (const [place, view] of known.pending) {
        known.views[place] = view;
      }
      known.pending.clear();
    }
    return known.views;
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

  #listAnew(): void {
    this.#listed = undefined;
    this.#views.clear();
  }

  /** Another version of an entry stands where that one stood. */
  #putInPlace(before: BoardEntry, entry: BoardEntry): void {
    const index = this.#indexOf(before);
    if (!this.#listed || index < 0) {
      return;
    }
    this.#listed[index] = entry;
    const views = this.#views.get(entry.subject.infrastructure);
    views?.pending.set(views.places[index], entry.computed.view);
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
