import { BoundedCache } from '../../../BoundedCache';
import { HubStore, KubeObject } from '../../store/types';
import { identityOf } from '../runtime/objects';
import {
  ARGOCD_NAMESPACE,
  findDestination,
  IN_CLUSTER,
  RegisteredCluster,
} from './clusters';
import { revisionsOf } from './applicationStatus';
import { Destination, HubDestination, SpokeDestination } from './Destination';
import { GitSource } from './GitSource';
import {
  ApplicationSource,
  loadTargetState,
  RenderedSources,
  sourcesOf,
  TargetState,
} from './loadTargetState';
import { projectErrors, projectOf } from './projects';
import { TRACKING_ID, TrackingIndex, trackingId } from './tracking';
import { ControllerClock } from '../runtime/ControllerClock';
import { secondsSince } from '../runtime/StartTimes';

/** Sources at a revision that are kept rendered: the newest of each Application, and those that are compared with it. */
const KEPT_RENDERED = 500;

/** What an Application's spec leads to: a project, a cluster, a place; or why it leads nowhere. */
export type Resolved =
  | { errors: string[] }
  | {
      errors?: undefined;
      project: KubeObject;
      cluster: RegisteredCluster;
      destination: Destination;
    };

/** Resolves Applications' projects, clusters and manifests. Keeps the spokes, which exist nowhere else. */
export class ApplicationView {
  readonly tracking = new TrackingIndex();
  readonly #store: HubStore;
  readonly #git: GitSource;
  readonly #clock: ControllerClock;
  readonly #hub: HubDestination;
  readonly #spokes = new Map<string, SpokeDestination>();
  readonly #refilled = new Set<string>();
  readonly #rendered: RenderedSources = new BoundedCache(KEPT_RENDERED);

  constructor(options: {
    store: HubStore;
    git: GitSource;
    clock: ControllerClock;
  }) {
    this.#store = options.store;
    this.#git = options.git;
    this.#clock = options.clock;
    this.#hub = new HubDestination(options.store, this.tracking);
  }

  resolve(app: KubeObject): Resolved {
    const project = projectOf(this.#store, app);
    if (!project) {
      return {
        errors: [
          `Application referencing project ${app.spec?.project} which does not exist`,
        ],
      };
    }
    const cluster = findDestination(this.#store, app);
    if (typeof cluster === 'string') return { errors: [cluster] };
    const errors = projectErrors(project, app, cluster);
    if (errors.length > 0) return { errors };
    return { project, cluster, destination: this.#destination(cluster) };
  }

  #destination(cluster: RegisteredCluster): Destination {
    if (cluster.server === IN_CLUSTER.server) return this.#hub;
    const known =
      this.#spokes.get(cluster.server) ?? new SpokeDestination(this.#clock);
    this.#spokes.set(cluster.server, known);
    return known;
  }

  /** The manifests of an Application, each with namespace and tracking id, at the given revisions or the newest. */
  async target(
    app: KubeObject,
    destination: Destination,
    options: {
      revisions?: (string | undefined)[];
      sources?: ApplicationSource[];
    } = {},
  ): Promise<TargetState> {
    const target = await loadTargetState({
      git: this.#git,
      appName: app.metadata.name,
      sources: options.sources ?? sourcesOf(app.spec),
      revisions: options.revisions,
      rendered: this.#rendered,
    });
    return {
      ...target,
      manifests: target.manifests.map(object =>
        complete(app, object, destination),
      ),
    };
  }

  /** The manifests the Application was last synced to, by key; none where history or Git has nothing. */
  async previous(
    app: KubeObject,
    destination: Destination,
  ): Promise<Map<string, KubeObject>> {
    const last = (app.status?.history ?? []).at(-1);
    if (!last) return new Map();
    try {
      const { manifests } = await this.target(app, destination, {
        revisions: revisionsOf(last),
        sources: last.sources ?? (last.source ? [last.source] : undefined),
      });
      return new Map(manifests.map(object => [identityOf(object), object]));
    } catch {
      return new Map();
    }
  }

  /** After a restart a spoke is empty: what the Application last synced to it is put back, as old as it was. */
  async refill(app: KubeObject, destination: Destination) {
    if (!(destination instanceof SpokeDestination)) return;
    const uid = app.metadata.uid!;
    if (this.#refilled.has(uid)) return;
    this.#refilled.add(uid);
    const last = (app.status?.history ?? []).at(-1);
    for (const object of (await this.previous(app, destination)).values()) {
      destination.apply(
        object,
        undefined,
        secondsSince(last.deployedAt, this.#clock),
      );
    }
  }
}

function complete(
  app: KubeObject,
  object: KubeObject,
  destination: Destination,
): KubeObject {
  const fallback = app.spec.destination?.namespace ?? '';
  const namespaced = destination.kind(object)?.namespaced ?? true;
  const { namespace, ...metadata } = object.metadata;
  const placed: KubeObject = {
    ...object,
    metadata: {
      ...metadata,
      ...(namespaced && (namespace || fallback)
        ? { namespace: namespace ?? fallback }
        : {}),
    },
  };
  return {
    ...placed,
    metadata: {
      ...placed.metadata,
      annotations: {
        ...placed.metadata.annotations,
        [TRACKING_ID]: trackingId(instanceName(app), placed, fallback),
      },
    },
  };
}

/** An Application outside Argo CD's own namespace is called `<namespace>_<name>`. */
export function instanceName(app: KubeObject): string {
  const { namespace, name } = app.metadata;
  return namespace && namespace !== ARGOCD_NAMESPACE
    ? `${namespace}_${name}`
    : name;
}
