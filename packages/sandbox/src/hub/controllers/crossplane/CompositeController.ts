import { cloneJson } from '../../store/cloneJson';
import { HubStore, KubeObject } from '../../store/types';
import { conditionOf, isTrue, setConditions } from '../runtime/conditions';
import { Controller } from '../runtime/Controller';
import { ControllerClock } from '../runtime/ControllerClock';
import {
  addFinalizer,
  controllerOf,
  isKind,
  keyOf,
  listIfServed,
  mutate,
  mutateStatus,
  refOf,
  refTo,
  removeFinalizer,
} from '../runtime/objects';
import {
  composedManifests,
  machinery,
  observeComposed,
  resourceRefs,
  setMachinery,
} from './composedResources';
import { DEFINED_COMPONENT } from './DefinitionController';
import {
  CompositeKind,
  CROSSPLANE_GROUP,
  DefinitionIndex,
} from './DefinitionIndex';
import { PipelineState } from './pipelineState';
import { ComposeError, runPipeline } from './runPipeline';
import { fetchRevision, selectComposition } from './selectComposition';

const FINALIZER = 'composite.apiextensions.crossplane.io';
const FIRST_NAMES = 3;
const RETRY_SECONDS = 10;

/** Plays the part of Crossplane that composes resources for a composite resource, claim-made, nested or namespaced. */
export class CompositeController implements Controller {
  readonly name = 'crossplane-composites';
  readonly #store: HubStore;
  readonly #clock: ControllerClock;
  readonly #definitions: DefinitionIndex;

  constructor(options: {
    store: HubStore;
    clock: ControllerClock;
    definitions: DefinitionIndex;
  }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#definitions = options.definitions;
  }

  keysFor({ object }: { object: KubeObject }): string[] {
    const keys: string[] = [];
    if (this.#definitions.find(object)?.role === 'composite') {
      keys.push(keyOf(object));
    }
    const owner = controllerOf(object);
    if (owner && this.#definitions.find(owner)?.role === 'composite') {
      keys.push(...this.#keysOfOwner(owner, object));
    }
    if (isKind(object, CROSSPLANE_GROUP, 'Composition')) {
      keys.push(...this.#keysOfComposition(object));
    }
    return keys;
  }

  #keysOfOwner(
    owner: { apiVersion: string; kind: string; name: string },
    object: KubeObject,
  ): string[] {
    const type = this.#store.resourceType(owner);
    if (!type) return [];
    const namespace = type.namespaced ? object.metadata.namespace : undefined;
    return [
      keyOf({
        apiVersion: owner.apiVersion,
        kind: owner.kind,
        name: owner.name,
        namespace,
      }),
    ];
  }

  #keysOfComposition(composition: KubeObject): string[] {
    const type = composition.spec?.compositeTypeRef;
    return type?.kind ? listIfServed(this.#store, type).map(keyOf) : [];
  }

  reconcile(key: string) {
    const found = this.#store.get(refOf(key));
    const kind = found && this.#definitions.find(found);
    if (!found || kind?.role !== 'composite') return undefined;
    if (found.metadata.annotations?.['crossplane.io/paused'] === 'true') {
      this.#pause(found);
      return undefined;
    }
    if (found.metadata.deletionTimestamp) {
      removeFinalizer(this.#store, found, FINALIZER);
      return undefined;
    }
    const composite = addFinalizer(this.#store, found, FINALIZER);
    try {
      this.#compose(composite, kind);
      return undefined;
    } catch (error) {
      // Whatever stands in the way is written where people look: the condition and a Warning.
      this.#fail(composite, (error as Error).message);
      return { afterSeconds: RETRY_SECONDS };
    } finally {
      this.#respond(refTo(composite));
    }
  }

  #compose(found: KubeObject, kind: CompositeKind) {
    const { composite, composition } = this.#select(found, kind);
    const observed = observeComposed(this.#store, composite, kind);
    const state = runPipeline(this.#store, composition, composite, observed);
    const manifests = composedManifests(state, composite, kind);

    for (const [name, object] of observed) {
      if (!manifests.has(name)) this.#store.delete(refTo(object));
    }
    mutate(this.#store, refTo(composite), copy => {
      const refs = resourceRefs(manifests.values(), kind);
      if (refs.length > 0 || machinery(copy, kind).resourceRefs) {
        setMachinery(copy, kind, { resourceRefs: refs });
      }
    });
    const unsynced = new Map<string, Error>();
    for (const [name, manifest] of manifests) {
      try {
        this.#store.apply(manifest, {
          fieldManager: 'apiextensions.crossplane.io/composed',
        });
      } catch (error) {
        unsynced.set(name, error as Error);
      }
    }
    this.#report(composite, state, unsynced);
  }

  #select(found: KubeObject, kind: CompositeKind) {
    const ref = refTo(found);
    const chosen = selectComposition(this.#store, found, kind);
    let composite = found;
    if (machinery(found, kind).compositionRef?.name !== chosen) {
      composite = mutate(this.#store, ref, copy =>
        setMachinery(copy, kind, { compositionRef: { name: chosen } }),
      )!;
      this.#event(
        composite,
        'SelectComposition',
        `Successfully selected composition: ${chosen}`,
      );
    }
    const { name, composition } = fetchRevision(this.#store, composite, kind);
    if (machinery(composite, kind).compositionRevisionRef?.name !== name) {
      composite = mutate(this.#store, ref, copy =>
        setMachinery(copy, kind, { compositionRevisionRef: { name } }),
      )!;
      this.#event(
        composite,
        'SelectComposition',
        `Selected composition revision: ${name}`,
      );
    }
    composite = mutate(this.#store, ref, copy => {
      copy.metadata.labels = {
        'crossplane.io/composite': copy.metadata.name,
        ...copy.metadata.labels,
      };
    })!;
    return { composite, composition };
  }

  #report(
    composite: KubeObject,
    state: PipelineState,
    unsynced: Map<string, Error>,
  ) {
    for (const { severity, message, step } of state.results) {
      this.#event(
        composite,
        'ComposeResources',
        `Pipeline step "${step}": ${message}`,
        severity,
      );
    }
    for (const [name, error] of unsynced) {
      this.#event(
        composite,
        'ComposeResources',
        `cannot compose resources: cannot apply composed resource "${name}": ${error.message}`,
        'Warning',
      );
    }
    const unready = [...state.desired]
      .filter(([, { ready }]) => ready !== true)
      .map(([name]) => name);
    for (const name of unready) {
      this.#event(
        composite,
        'ComposeResources',
        `Composed resource "${name}" is not yet ready`,
      );
    }
    const { conditions, ...fields } = state.composite.status ?? {};
    mutateStatus(this.#store, refTo(composite), (status, object) => {
      Object.assign(status, cloneJson(fields));
      const observedGeneration = object.metadata.generation;
      setConditions(
        status,
        this.#clock.now(),
        unsynced.size > 0
          ? {
              type: 'Synced',
              status: 'False',
              reason: 'ReconcileError',
              message: `Unsynced resources: ${someNames([...unsynced.keys()])}`,
              observedGeneration,
            }
          : {
              type: 'Synced',
              status: 'True',
              reason: 'ReconcileSuccess',
              observedGeneration,
            },
        unready.length > 0
          ? {
              type: 'Ready',
              status: 'False',
              reason: 'Creating',
              message: `Unready resources: ${someNames(unready)}`,
              observedGeneration,
            }
          : {
              type: 'Ready',
              status: 'True',
              reason: 'Available',
              observedGeneration,
            },
      );
    });
    if (unsynced.size > 0) {
      throw new ComposeError(
        `Unsynced resources: ${someNames([...unsynced.keys()])}`,
      );
    }
  }

  #fail(composite: KubeObject, message: string) {
    const current = this.#store.get(refTo(composite));
    if (!current) return;
    if (conditionOf(current, 'Synced')?.message !== message) {
      this.#event(current, 'ComposeResources', message, 'Warning');
    }
    mutateStatus(this.#store, refTo(composite), (status, object) =>
      setConditions(status, this.#clock.now(), {
        type: 'Synced',
        status: 'False',
        reason: 'ReconcileError',
        message,
        observedGeneration: object.metadata.generation,
      }),
    );
  }

  /** Crossplane 2.1 says whether it still listens to the XR's resources; this sandbox always does. */
  #respond(ref: ReturnType<typeof refTo>) {
    const current = this.#store.get(ref);
    if (!current || current.metadata.deletionTimestamp) return;
    if (isTrue(current, 'Ready') && isTrue(current, 'Responsive')) return;
    mutateStatus(this.#store, ref, (status, object) =>
      setConditions(status, this.#clock.now(), {
        type: 'Responsive',
        status: 'True',
        reason: 'WatchCircuitClosed',
        observedGeneration: object.metadata.generation,
      }),
    );
  }

  #pause(composite: KubeObject) {
    const message =
      'Reconciliation (including deletion) is paused via the pause annotation';
    this.#event(composite, 'ReconciliationPaused', message);
    mutateStatus(this.#store, refTo(composite), (status, object) =>
      setConditions(status, this.#clock.now(), {
        type: 'Synced',
        status: 'False',
        reason: 'ReconcilePaused',
        message,
        observedGeneration: object.metadata.generation,
      }),
    );
  }

  #event(
    object: KubeObject,
    reason: string,
    message: string,
    type: 'Normal' | 'Warning' = 'Normal',
  ) {
    this.#store.recordEvent({
      object,
      type,
      reason,
      message,
      component: DEFINED_COMPONENT,
    });
  }
}

/** `a, b, c, and 2 more`, sorted (crossplane/crossplane-runtime:pkg/resource StableNAndSomeMore). */
export function someNames(names: string[]): string {
  const sorted = [...names].sort();
  const first = sorted.slice(0, FIRST_NAMES).join(', ');
  const more = sorted.length - FIRST_NAMES;
  return more > 0 ? `${first}, and ${more} more` : first;
}
