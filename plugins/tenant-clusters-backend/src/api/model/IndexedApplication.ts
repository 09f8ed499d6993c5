import type { Application } from '@spokeport/backstage-plugin-tenant-clusters-common';
import {
  applicationHealth,
  applicationSync,
  toApplication,
  type JourneySettings,
} from '../../journey';
import type { ScopedResource } from '../../permissions';
import type {
  ApplicationResource,
  ProjectedApplication,
} from '../../projections/types';
import { searchText } from '../list/matchesWords';
import { addressKey, type IndexedCluster } from './IndexedCluster';

/** One claim that an Application delivers, or cluster that it delivers to, as the rules see it. */
export interface ServedClaim {
  scope: ScopedResource;
  /** Absent for a claim of which there is nothing on the hub yet. */
  cluster?: IndexedCluster;
  /** Its entry in `status.resources`; absent for a cluster that it delivers to. */
  resource?: ApplicationResource;
}

/** An Argo CD Application with what lists and rules need of it. */
export class IndexedApplication {
  readonly key: string;
  readonly object: ProjectedApplication;
  readonly served: ServedClaim[];
  /** The scopes of what it serves, each once. */
  readonly scopes: ScopedResource[];
  readonly sync: NonNullable<Application['sync']>;
  readonly health: NonNullable<Application['health']>;
  readonly #settings: Pick<JourneySettings, 'argocdUrl'>;
  #words: string | undefined;
  #shown: Application | undefined;

  constructor(options: {
    object: ProjectedApplication;
    served: ServedClaim[];
    /** Stands for one that serves nothing that is known. */
    unlinked: ScopedResource;
    settings: Pick<JourneySettings, 'argocdUrl'>;
  }) {
    const { object, served, unlinked, settings } = options;
    this.object = object;
    this.key = addressKey(object);
    this.served = served;
    const scopes = new Set(served.map(({ scope }) => scope));
    this.scopes = scopes.size > 0 ? [...scopes] : [unlinked];
    this.sync = applicationSync(object);
    this.health = applicationHealth(object);
    this.#settings = settings;
  }

  /** Names of the clusters that it delivers to; what Argo CD calls the destination where none is known. */
  get destinations(): string[] {
    const { name, server } = this.object.destination;
    return [
      ...this.served.flatMap(({ cluster, resource }) =>
        cluster && !resource ? [cluster.summary.ref.name] : [],
      ),
      ...[name, server].filter(value => value !== undefined),
    ];
  }

  /** What the text filter looks at. Messages are not among it: they may have to be withheld. */
  get words(): string {
    const { object } = this;
    this.#words ??= searchText([
      object.name,
      object.namespace,
      object.hub,
      object.project,
      object.addon,
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
    if (!this.#shown) {
      const fromCluster = this.served
        .find(({ cluster, resource }) => cluster && !resource)
        ?.cluster?.view.applications.find(
          application => addressKey(application) === this.key,
        );
      this.#shown =
        fromCluster ??
        toApplication({
          application: this.object,
          settings: this.#settings,
          expected: false,
        });
    }
    return this.#shown;
  }
}
