import type { ClusterRef } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetChange, FleetReader } from '../../fleet/types';
import {
  addonOf,
  addonOfSet,
  CLUSTER_SCOPE,
  type JourneySettings,
} from '../../journey';
import { clusterResource, type ScopeClasses } from '../../permissions';
import type {
  ProjectedApplication,
  ProjectedApplicationSet,
  ProjectedObject,
} from '../../projections/types';
import type { OwnerLookup } from '../answers/requestAnswers';
import {
  applicationSortKey,
  type ApplicationSort,
} from '../list/applicationOrder';
import { OrderedItems } from '../list/OrderedItems';
import { claimKinds } from './claimKinds';
import type { ClusterIndex } from './ClusterIndex';
import { IndexedApplication, type ServedClaim } from './IndexedApplication';
import { addressKey, type IndexedCluster } from './IndexedCluster';

/**
 * Argo CD Applications of all hubs with the clusters and claims that they serve. It notes what changes and takes it in when
 * somebody asks: an Application that changes ten times between two pages is put in order once.
 */
export class ApplicationIndex {
  readonly #fleet: FleetReader;
  readonly #clusters: ClusterIndex;
  readonly #classes: ScopeClasses;
  readonly #owners: OwnerLookup;
  readonly #settings: Pick<JourneySettings, 'argocdUrl'>;
  readonly #items = new OrderedItems<IndexedApplication>((item, by) =>
    applicationSortKey(item, by as ApplicationSort),
  );
  readonly #byKey = new Map<string, IndexedApplication>();
  readonly #objects = new Map<string, ProjectedApplication>();
  readonly #dirty = new Set<string>();
  readonly #find = (ref: ClusterRef) => this.#clusters.get(ref);

  constructor(options: {
    fleet: FleetReader;
    clusters: ClusterIndex;
    classes: ScopeClasses;
    owners: OwnerLookup;
    settings: Pick<JourneySettings, 'argocdUrl'>;
  }) {
    this.#fleet = options.fleet;
    this.#clusters = options.clusters;
    this.#classes = options.classes;
    this.#owners = options.owners;
    this.#settings = options.settings;
    this.#clusters.refresh();
    for (const { name } of this.#fleet.hubs()) {
      this.#fleet.applications(name).forEach(object => this.#put(object));
    }
    this.#fleet.subscribe(change => this.#take(change));
    this.#clusters.subscribe((before, after) => this.#relink(before, after));
  }

  /** All of them, as they are now. */
  applications(): OrderedItems<IndexedApplication> {
    this.#refresh();
    return this.#items;
  }

  get(address: {
    hub: string;
    namespace: string;
    name: string;
  }): IndexedApplication | undefined {
    this.#refresh();
    return this.#byKey.get(addressKey(address));
  }

  /** One that is gone, as it would be listed. */
  indexOf(gone: ProjectedApplication): IndexedApplication {
    this.#refresh();
    return this.#index(gone);
  }

  #put(object: ProjectedApplication): void {
    const key = addressKey(object);
    this.#objects.set(key, object);
    this.#dirty.add(key);
  }

  #take(change: FleetChange): void {
    if (change.type === 'hub') {
      if (!this.#fleet.hub(change.hub)) {
        this.#forget(change.hub);
      }
    } else if (change.object.role === 'xrd') {
      // What is a claim may be another question now.
      for (const [key, object] of this.#objects) {
        if (object.hub === change.object.hub) {
          this.#dirty.add(key);
        }
      }
    } else if (change.object.role === 'application-set') {
      this.#makerChanged(
        change.object,
        change.type === 'put' ? change.previous : undefined,
      );
    } else if (change.object.role === 'application') {
      const key = addressKey(change.object);
      if (change.type === 'put') {
        this.#put(change.object);
      } else if (this.#objects.get(key)?.uid === change.object.uid) {
        this.#objects.delete(key);
        this.#dirty.add(key);
      }
    }
  }

  /** Which add-on its Applications are may be another; its status, which changes all the time, says nothing of that. */
  #makerChanged(
    set: ProjectedApplicationSet,
    previous: ProjectedObject | undefined,
  ): void {
    const isSame =
      previous?.role === 'application-set' &&
      addonOfSet(previous) === addonOfSet(set);
    if (!isSame) {
      this.#fleet
        .ownedBy(set.hub, set.uid)
        .filter(({ role }) => role === 'application')
        .forEach(owned => this.#dirty.add(addressKey(owned)));
    }
  }

  #forget(hub: string): void {
    for (const [key, object] of this.#objects) {
      if (object.hub === hub) {
        this.#objects.delete(key);
        this.#dirty.add(key);
      }
    }
  }

  /** Whose an Application is changes with the clusters that it serves, and not with each change of one of these. */
  #relink(
    before: IndexedCluster | undefined,
    after: IndexedCluster | undefined,
  ): void {
    const served = [before, after].map(
      entry => new Set(entry?.applications ?? []),
    );
    const same = before?.scope === after?.scope;
    for (const key of new Set(served.flatMap(keys => [...keys]))) {
      if (!same || !served.every(keys => keys.has(key))) {
        this.#dirty.add(key);
      }
    }
    const entry = after ?? before;
    const { ref } = entry!.summary;
    const dot = ref.kind.indexOf('.');
    if (!same && dot > 0) {
      this.#fleet
        .applicationsTracking(ref.hub, {
          apiVersion: `${ref.kind.slice(dot + 1)}/`,
          kind: ref.kind.slice(0, dot),
          ...(ref.namespace !== CLUSTER_SCOPE && { namespace: ref.namespace }),
          name: ref.name,
        })
        .forEach(object => this.#dirty.add(addressKey(object)));
    }
  }

  #refresh(): void {
    this.#clusters.refresh();
    for (const key of this.#dirty) {
      const known = this.#byKey.get(key);
      const object = this.#objects.get(key);
      if (known) {
        this.#items.delete(known);
        this.#byKey.delete(key);
      }
      if (object) {
        const indexed = this.#index(object);
        this.#items.add(indexed);
        this.#byKey.set(key, indexed);
      }
    }
    this.#dirty.clear();
  }

  #index(object: ProjectedApplication): IndexedApplication {
    const { hub } = object;
    const destinations = this.#clusters
      .servedBy(addressKey(object))
      .map(({ scope, summary }) => ({
        scope,
        ref: summary.ref,
        delivered: false,
      }));
    return new IndexedApplication({
      object,
      addon: addonOf(this.#fleet, object),
      served: [...destinations, ...this.#delivered(object)],
      unlinked: this.#classes.of({
        hub,
        namespace: '',
        name: '',
        owners: [],
        tenants: [],
        environments: [],
      }),
      settings: this.#settings,
      find: this.#find,
    });
  }

  #delivered({ hub, resources }: ProjectedApplication): ServedClaim[] {
    const kinds = claimKinds(this.#fleet, hub);
    return resources.flatMap((resource): ServedClaim[] => {
      // Kinds of Kubernetes itself, which are nearly all of what Applications deliver, are never claims.
      const isOwnGroup = resource.group.includes('.');
      const kind = isOwnGroup ? `${resource.kind}.${resource.group}` : '';
      if (!kinds.has(kind)) {
        return [];
      }
      const namespace = resource.namespace ?? CLUSTER_SCOPE;
      const ref = { hub, namespace, name: resource.name, kind };
      const cluster = this.#clusters.get(ref);
      // A claim that could not be applied has no view yet; its namespace tells whose it is.
      const scope =
        cluster?.scope ??
        this.#classes.of(
          clusterResource({
            ref,
            tenant: namespace,
            owner: this.#owners.ownerOf(namespace),
          }),
        );
      return [{ scope, ref, delivered: true }];
    });
  }
}
