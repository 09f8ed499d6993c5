import { jsonEqual } from '../../store/jsonEqual';
import { HubStore, KubeObject, ObjectRef } from '../../store/types';
import { Controller } from '../runtime/Controller';
import { ControllerClock } from '../runtime/ControllerClock';
import { setConditions } from '../runtime/conditions';
import {
  addFinalizer,
  isKind,
  keyOf,
  mutate,
  mutateStatus,
  refOf,
  refTo,
  removeFinalizer,
} from '../runtime/objects';
import { compositeCrds } from './compositeCrds';
import { CROSSPLANE_GROUP } from './DefinitionIndex';

const FINALIZER = 'defined.apiextensions.crossplane.io';
export const DEFINED_COMPONENT =
  'defined/compositeresourcedefinition.apiextensions.crossplane.io';
export const OFFERED_COMPONENT =
  'offered/compositeresourcedefinition.apiextensions.crossplane.io';

/** Plays the part of Crossplane that makes CustomResourceDefinitions of CompositeResourceDefinitions. */
export class DefinitionController implements Controller {
  readonly name = 'crossplane-definitions';
  readonly #store: HubStore;
  readonly #clock: ControllerClock;

  constructor(options: { store: HubStore; clock: ControllerClock }) {
    this.#store = options.store;
    this.#clock = options.clock;
  }

  keysFor({ object }: { object: KubeObject }) {
    return isKind(object, CROSSPLANE_GROUP, 'CompositeResourceDefinition')
      ? [keyOf(object)]
      : [];
  }

  reconcile(key: string) {
    const ref = refOf(key);
    const found = this.#store.get(ref);
    if (!found) return undefined;
    if (found.metadata.deletionTimestamp) {
      this.#terminate(found);
      return undefined;
    }
    const definition = addFinalizer(this.#store, found, FINALIZER);
    const [composite, claim] = compositeCrds(definition);
    this.#establish(definition, composite, 'composite');
    if (claim) this.#establish(definition, claim, 'claim');
    return undefined;
  }

  #establish(
    definition: KubeObject,
    crd: KubeObject,
    role: 'composite' | 'claim',
  ) {
    const isClaim = role === 'claim';
    const applied = applyCrd(this.#store, crd);
    if (applied) {
      this.#store.recordEvent({
        object: definition,
        type: 'Normal',
        reason: isClaim ? 'OfferClaim' : 'EstablishComposite',
        message: `Applied composite resource ${
          isClaim ? 'claim ' : ''
        }CustomResourceDefinition: ${crd.metadata.name}`,
        component: isClaim ? OFFERED_COMPONENT : DEFINED_COMPONENT,
      });
    }
    const { group, names, versions } = crd.spec;
    const stored = versions.find((v: { storage: boolean }) => v.storage);
    mutateStatus(this.#store, refTo(definition), (status, object) => {
      setConditions(status, this.#clock.now(), {
        type: isClaim ? 'Offered' : 'Established',
        status: 'True',
        reason: isClaim
          ? 'WatchingCompositeResourceClaim'
          : 'WatchingCompositeResource',
        observedGeneration: object.metadata.generation,
      });
      status.controllers = {
        ...status.controllers,
        [isClaim ? 'compositeResourceClaimType' : 'compositeResourceType']: {
          apiVersion: `${group}/${stored?.name ?? versions[0]?.name}`,
          kind: names.kind,
        },
      };
    });
  }

  /** Its CustomResourceDefinitions go first, with every object of theirs. */
  #terminate(definition: KubeObject) {
    for (const crd of compositeCrds(definition)) {
      const ref = crdRef(crd.metadata.name);
      if (this.#store.get(ref)) this.#store.delete(ref);
    }
    removeFinalizer(this.#store, definition, FINALIZER);
  }
}

function crdRef(name: string): ObjectRef {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    name,
  };
}

/** Creates or updates a CustomResourceDefinition; true when something changed. */
export function applyCrd(store: HubStore, crd: KubeObject): boolean {
  const ref = crdRef(crd.metadata.name);
  const before = store.get(ref);
  if (!before) {
    store.create(crd);
    return true;
  }
  const after = mutate(store, ref, copy => {
    // The API server fills in what we leave out; only a change of ours counts.
    if (!jsonEqual(copy.spec.versions, crd.spec.versions)) {
      copy.spec = { ...copy.spec, ...crd.spec };
    }
  });
  return (
    after?.metadata.generation !== undefined &&
    after.metadata.generation !== before.metadata.generation
  );
}
