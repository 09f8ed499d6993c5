import { HubStore, KubeObject, ObjectRef } from '../../store/types';
import { ControllerClock, timestamp } from '../runtime/ControllerClock';
import { deepMerge } from '../runtime/fieldPath';
import { hexDigest } from '../runtime/names';
import { keyOf, refTo } from '../runtime/objects';
import { removeDropped } from './compareObjects';
import { TrackingIndex } from './tracking';

export type Applied = 'created' | 'configured' | 'unchanged';

/** Where an Application's objects go: the hub, or a spoke that exists only in the sandbox's memory. */
export interface Destination {
  /** Undefined when the kind is not served there. */
  kind(ref: {
    apiVersion: string;
    kind: string;
  }): { namespaced: boolean } | undefined;
  live(ref: ObjectRef): KubeObject | undefined;
  /** What carries the tracking id of an Application, copies included. */
  tracked(app: string): KubeObject[];
  /** Makes the object what the manifest says; fields of `previous` that the manifest lacks go. */
  apply(manifest: KubeObject, previous: KubeObject | undefined): Applied;
  delete(ref: ObjectRef): void;
}

/** The hub itself. */
export class HubDestination implements Destination {
  readonly #store: HubStore;
  readonly #tracking: TrackingIndex;

  constructor(store: HubStore, tracking: TrackingIndex) {
    this.#store = store;
    this.#tracking = tracking;
  }

  kind(ref: { apiVersion: string; kind: string }) {
    return this.#store.resourceType(ref);
  }

  live(ref: ObjectRef) {
    return this.#store.resourceType(ref) ? this.#store.get(ref) : undefined;
  }

  tracked(app: string) {
    return this.#tracking
      .refs(app)
      .map(ref => this.live(ref))
      .filter(object => object !== undefined);
  }

  apply(manifest: KubeObject, previous: KubeObject | undefined): Applied {
    const live = this.live(refTo(manifest));
    if (!live) {
      this.#store.create(manifest);
      return 'created';
    }
    const kept = removeDropped(live, previous, manifest);
    const dropped = kept !== live;
    if (dropped) this.#store.update(kept);
    const { result } = this.#store.apply(manifest, {
      fieldManager: 'argocd-controller',
    });
    return dropped && result === 'unchanged' ? 'configured' : result;
  }

  delete(ref: ObjectRef) {
    if (this.live(ref)) this.#store.delete(ref);
  }
}

const CLUSTER_SCOPED = new Set([
  'Namespace',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'PriorityClass',
  'StorageClass',
  'ClusterIssuer',
  'IngressClass',
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
  'APIService',
]);

/** A Deployment, or a Rollout, on a spoke takes this long, at speed 1. */
const ROLLOUT_SECONDS = 6;

/**
 * A spoke as the hub's Argo CD sees it: objects that nothing runs. It is kept in memory only; the Applications' history
 * fills it again after a restart.
 */
export class SpokeDestination implements Destination {
  readonly #clock: ControllerClock;
  readonly #objects = new Map<string, { object: KubeObject; since: number }>();

  constructor(clock: ControllerClock) {
    this.#clock = clock;
  }

  kind({ kind }: { kind: string }) {
    return { namespaced: !CLUSTER_SCOPED.has(kind) };
  }

  live(ref: ObjectRef) {
    const held = this.#objects.get(keyOf(ref));
    return held && this.#withStatus(held);
  }

  tracked(app: string) {
    const id = `${app}:`;
    return [...this.#objects.values()]
      .filter(({ object }) =>
        object.metadata.annotations?.[
          'argocd.argoproj.io/tracking-id'
        ]?.startsWith(id),
      )
      .map(held => this.#withStatus(held));
  }

  apply(
    manifest: KubeObject,
    previous: KubeObject | undefined,
    age = 0,
  ): Applied {
    const key = keyOf(manifest);
    const held = this.#objects.get(key);
    const since = this.#clock.uptime() - age;
    if (!held) {
      const object = {
        ...manifest,
        metadata: {
          ...manifest.metadata,
          uid: hexDigest(key, 32),
          generation: 1,
          creationTimestamp: timestamp(this.#clock.now()),
        },
      };
      this.#objects.set(key, { object, since });
      return 'created';
    }
    const kept = removeDropped(held.object, previous, manifest);
    const merged = deepMerge(kept, manifest);
    if (JSON.stringify(merged) === JSON.stringify(held.object)) {
      return 'unchanged';
    }
    const generation = (held.object.metadata.generation ?? 1) + 1;
    this.#objects.set(key, {
      object: { ...merged, metadata: { ...merged.metadata, generation } },
      since,
    });
    return 'configured';
  }

  delete(ref: ObjectRef) {
    this.#objects.delete(keyOf(ref));
  }

  #withStatus(held: { object: KubeObject; since: number }): KubeObject {
    const { object, since } = held;
    if (object.kind !== 'Deployment' && object.kind !== 'Rollout')
      return object;
    const age = this.#clock.uptime() - since;
    const replicas = object.spec?.replicas ?? 1;
    const done = age >= ROLLOUT_SECONDS;
    const { generation } = object.metadata;
    return {
      ...object,
      status: {
        // Argo Rollouts writes it as text (argo-rollouts:pkg/apis/rollouts/v1alpha1/types.go).
        observedGeneration:
          object.kind === 'Rollout' ? String(generation) : generation,
        replicas,
        availableReplicas: done ? replicas : 0,
        ...(object.kind === 'Rollout' && {
          phase: done ? 'Healthy' : 'Progressing',
          ...(!done && { message: 'more replicas need to be updated' }),
        }),
      },
    };
  }
}
