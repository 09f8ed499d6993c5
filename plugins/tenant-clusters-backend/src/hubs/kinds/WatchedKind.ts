import type { FleetWriter, HubKindState } from '../../fleet';
import { ProjectedObject, projectObject } from '../../projections';
import { Reflector, ReflectorOptions } from '../reflector/Reflector';
import { apiVersionOf } from '../reflector/ResourceRequest';
import type { KindPlan } from './planKinds';

export interface WatchedKindOptions {
  hub: string;
  plan: KindPlan;
  fleet: FleetWriter;
  reflector: Omit<ReflectorOptions, 'resource' | 'sink'>;
  /** A watch of the same kind that was stopped, and whose objects are in the fleet. */
  successorOf?: WatchedKind;
  onObject: (object: ProjectedObject) => void;
  onGone: (uid: string) => void;
}

/** One kind of a hub, reflected into the fleet through its projection. */
export class WatchedKind {
  readonly #options: WatchedKindOptions;
  readonly #reflector: Reflector;
  readonly #stop = new AbortController();
  #plan: KindPlan;
  /** When it was last found to have no objects and no references, in milliseconds of performance.now(). */
  idleSince: number | undefined;

  constructor(options: WatchedKindOptions) {
    this.#options = options;
    this.#plan = options.plan;
    this.#reflector = new Reflector({
      ...options.reflector,
      resource: options.plan.resource,
      sink: {
        put: object => this.#put(object),
        delete: uid => this.#delete(uid),
        uidAt: (namespace, name) => this.#uidAt(namespace, name),
      },
      held: options.successorOf?.uids(),
    });
  }

  get plan(): KindPlan {
    return this.#plan;
  }

  uids(): Iterable<string> {
    return this.#reflector.uids();
  }

  get objects(): number {
    return this.#reflector.objects;
  }

  get state(): HubKindState {
    const { group, kind } = this.#plan.resource;
    const { state, objects, message, counts } = this.#reflector;
    return {
      group,
      kind,
      state,
      objects,
      counts,
      ...(message && { message }),
    };
  }

  start(signal: AbortSignal): void {
    void this.#reflector.run(AbortSignal.any([signal, this.#stop.signal]));
  }

  /** Projects everything anew, by another plan for the same resource. */
  replan(plan: KindPlan): void {
    this.#plan = plan;
    this.#reflector.relist();
  }

  relist(): void {
    this.#reflector.relist();
  }

  retry(): void {
    this.#reflector.retry();
  }

  /** @param options.purge - whether its objects are gone too */
  stop(options: { purge: boolean }): void {
    this.#stop.abort();
    if (options.purge) {
      this.#reflector.purge();
    }
  }

  #put(object: unknown): void {
    const { hub, fleet, onObject } = this.#options;
    const { resource, plan } = this.#plan;
    const projected = projectObject({
      type: { hub, apiVersion: apiVersionOf(resource), kind: resource.kind },
      plan,
      object,
    });
    if (projected) {
      fleet.put(projected);
      onObject(projected);
    }
  }

  #uidAt(namespace: string | undefined, name: string): string | undefined {
    const { hub, fleet } = this.#options;
    const { group, kind } = this.#plan.resource;
    return fleet.uidAt(hub, { group, kind, namespace, name });
  }

  #delete(uid: string): void {
    const { hub, fleet, onGone } = this.#options;
    fleet.delete(hub, uid);
    onGone(uid);
  }
}
