import type {
  Application,
  ClusterRef,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import {
  applicationHealth,
  applicationRole,
  applicationSync,
  toApplication,
  type JourneySettings,
} from '../../journey';
import type { ScopedResource } from '../../permissions';
import type { ProjectedApplication } from '../../projections/types';
import { searchText } from '../list/matchesWords';
import { addressKey, type IndexedCluster } from './IndexedCluster';

/** One claim that an Application delivers, or cluster that it delivers to, as the rules see it. */
export interface ServedClaim {
  scope: ScopedResource;
  ref: ClusterRef;
  /** Whether the claim is among what it delivers; else it is a cluster that it delivers to. */
  delivered: boolean;
}

/**
 * An Argo CD Application with what lists and rules need of it. It names the clusters that it serves and holds none: they change
 * more often than whom it serves.
 */
export class IndexedApplication {
  readonly key: string;
  readonly object: ProjectedApplication;
  readonly project: string;
  readonly served: ServedClaim[];
  /** The scopes of what it serves, each once. */
  readonly scopes: ScopedResource[];
  readonly sync: NonNullable<Application['sync']>;
  readonly health: NonNullable<Application['health']>;
  readonly role: Application['role'];
  /** The add-on that it is, by its label or the ApplicationSet that made it. */
  readonly addon: string | undefined;
  /** Names of the clusters that it delivers to, and what Argo CD calls its destination. */
  readonly destinations: string[];
  readonly #settings: Pick<JourneySettings, 'argocdUrl'>;
  readonly #find: (ref: ClusterRef) => IndexedCluster | undefined;
  #words: string | undefined;

  constructor(options: {
    object: ProjectedApplication;
    addon: string | undefined;
    served: ServedClaim[];
    /** Stands for one that serves nothing that is known. */
    unlinked: ScopedResource;
    settings: Pick<JourneySettings, 'argocdUrl'>;
    find: (ref: ClusterRef) => IndexedCluster | undefined;
  }) {
    const { object, addon, served, unlinked, settings } = options;
    this.object = object;
    this.key = addressKey(object);
    this.project = object.project;
    this.served = served;
    const scopes = new Set(served.map(({ scope }) => scope));
    this.scopes = scopes.size > 0 ? [...scopes] : [unlinked];
    this.sync = applicationSync(object);
    this.health = applicationHealth(object);
    const targets = served.filter(({ delivered }) => !delivered);
    this.addon = addon;
    this.role = applicationRole(object, targets[0]?.scope.tenants[0], addon);
    const { name, server } = object.destination;
    this.destinations = [
      ...targets.map(({ ref }) => ref.name),
      name,
      server,
    ].filter(value => value !== undefined);
    this.#settings = settings;
    this.#find = options.find;
  }

  /** The cluster or claim itself; undefined for a claim of which there is nothing on the hub yet. */
  clusterOf({ ref }: ServedClaim): IndexedCluster | undefined {
    return this.#find(ref);
  }

  /** What the text filter looks at. Messages are not among it: they may have to be withheld. */
  get words(): string {
    const { object } = this;
    this.#words ??= searchText([
      object.name,
      object.namespace,
      object.hub,
      object.project,
      this.addon,
      ...this.destinations,
      ...object.sources.flatMap(({ repoURL, path, chart, targetRevision }) => [
        repoURL,
        path,
        chart,
        targetRevision,
      ]),
      this.sync,
      this.health,
    ]);
    return this.#words;
  }

  /** As pages show it, with nothing withheld yet. */
  get shown(): Application {
    const target = this.served.find(({ delivered }) => !delivered);
    const fromCluster =
      target &&
      this.clusterOf(target)?.view.applications.find(
        application => addressKey(application) === this.key,
      );
    return (
      fromCluster ?? {
        ...toApplication({
          application: this.object,
          settings: this.#settings,
          expected: false,
          addon: this.addon,
        }),
        role: this.role,
      }
    );
  }
}
