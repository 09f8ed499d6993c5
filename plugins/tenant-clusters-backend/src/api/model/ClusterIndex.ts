import type { ClusterRef } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClusterView } from '../../journey/types';
import { clusterResource, type ScopeClasses } from '../../permissions';
import type { ClusterViews } from '../ClusterViews';
import { clusterSortKey, type ClusterSort } from '../list/clusterOrder';
import { OrderedItems } from '../list/OrderedItems';
import { clusterKey, IndexedCluster } from './IndexedCluster';

/** Told when a view came, went or is another; both are given when it is another. */
export type ClusterIndexListener = (
  before: IndexedCluster | undefined,
  after: IndexedCluster | undefined,
) => void;

class IndexedList {
  readonly items = new OrderedItems<IndexedCluster>(({ summary }, by) =>
    clusterSortKey(summary, by as ClusterSort),
  );
  readonly entries = new Map<string, IndexedCluster>();
  views: ClusterView[] = [];
}

/**
 * Clusters and infrastructure, sorted, searchable and found by what belongs to them. It follows the views by itself: whoever
 * asks gets what they are now, and pays for what changed only.
 */
export class ClusterIndex {
  readonly #source: ClusterViews;
  readonly #classes: ScopeClasses;
  readonly #clusters = new IndexedList();
  readonly #infrastructure = new IndexedList();
  readonly #byUid = new Map<string, IndexedCluster>();
  readonly #byApplication = new Map<string, Set<IndexedCluster>>();
  readonly #byWorkflow = new Map<string, Set<IndexedCluster>>();
  readonly #listeners = new Set<ClusterIndexListener>();

  constructor(options: { clusters: ClusterViews; classes: ScopeClasses }) {
    this.#source = options.clusters;
    this.#classes = options.classes;
  }

  clusters(): OrderedItems<IndexedCluster> {
    this.refresh();
    return this.#clusters.items;
  }

  infrastructure(): OrderedItems<IndexedCluster> {
    this.refresh();
    return this.#infrastructure.items;
  }

  get(ref: ClusterRef): IndexedCluster | undefined {
    const key = clusterKey(ref);
    return (
      this.#clusters.entries.get(key) ?? this.#infrastructure.entries.get(key)
    );
  }

  /** By the uid of its claim. */
  byUid(uid: string): IndexedCluster | undefined {
    return this.#byUid.get(uid);
  }

  /** Those that an Application delivers to, by its address. */
  servedBy(application: string): IndexedCluster[] {
    return [...(this.#byApplication.get(application) ?? [])];
  }

  /** Those whose journey names a Workflow, by its uid. */
  runningFor(workflow: string): IndexedCluster[] {
    return [...(this.#byWorkflow.get(workflow) ?? [])];
  }

  subscribe(listener: ClusterIndexListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes in what changed since the last time. */
  refresh(): void {
    this.#follow(this.#clusters, this.#source.views());
    this.#follow(this.#infrastructure, this.#source.infrastructure());
  }

  /** Views are immutable: the same object at the same place is nothing to look at. */
  #follow(list: IndexedList, views: ClusterView[]): void {
    const before = list.views;
    if (before === views) {
      return;
    }
    let moved = before.length !== views.length;
    const differing: ClusterView[] = [];
    for (let index = 0; index < views.length; index++) {
      const view = views[index];
      if (view !== before[index]) {
        differing.push(view);
        moved ||=
          clusterKey(view.summary.ref) !==
          clusterKey(before[index].summary.ref);
      }
    }
    if (!moved && differing.length === 0) {
      return;
    }
    list.views = views;
    for (const view of differing) {
      const known = list.entries.get(clusterKey(view.summary.ref));
      if (known?.revision !== view.summary.revision) {
        const scope = this.#classes.of(clusterResource(view.summary));
        this.#replace(list, known, new IndexedCluster(view, scope));
      } else if (known.view !== view) {
        known.heard(view);
      }
    }
    if (moved) {
      this.#removeGone(list, before, views);
    }
  }

  #removeGone(
    list: IndexedList,
    before: ClusterView[],
    views: ClusterView[],
  ): void {
    const here = new Set(views.map(({ summary }) => clusterKey(summary.ref)));
    for (const { summary } of before) {
      const key = clusterKey(summary.ref);
      const gone = here.has(key) ? undefined : list.entries.get(key);
      if (gone) {
        this.#replace(list, gone, undefined);
      }
    }
  }

  #replace(
    list: IndexedList,
    before: IndexedCluster | undefined,
    after: IndexedCluster | undefined,
  ): void {
    if (before) {
      list.items.delete(before);
      list.entries.delete(before.key);
      if (
        before.summary.uid &&
        this.#byUid.get(before.summary.uid) === before
      ) {
        this.#byUid.delete(before.summary.uid);
      }
      unlink(this.#byApplication, before.applications, before);
      unlink(this.#byWorkflow, before.workflows.keys(), before);
    }
    if (after) {
      list.items.add(after);
      list.entries.set(after.key, after);
      if (after.summary.uid) {
        this.#byUid.set(after.summary.uid, after);
      }
      link(this.#byApplication, after.applications, after);
      link(this.#byWorkflow, after.workflows.keys(), after);
    }
    this.#listeners.forEach(listener => listener(before, after));
  }
}

type Links = Map<string, Set<IndexedCluster>>;

function link(links: Links, keys: Iterable<string>, entry: IndexedCluster) {
  for (const key of keys) {
    const linked = links.get(key) ?? new Set();
    links.set(key, linked.add(entry));
  }
}

function unlink(links: Links, keys: Iterable<string>, entry: IndexedCluster) {
  for (const key of keys) {
    const linked = links.get(key);
    linked?.delete(entry);
    if (linked?.size === 0) {
      links.delete(key);
    }
  }
}
