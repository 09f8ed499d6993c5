import { HubStore, KubeObject } from '../../store/types';
import { setConditions } from '../runtime/conditions';
import { Controller } from '../runtime/Controller';
import { ControllerClock } from '../runtime/ControllerClock';
import { hexDigest } from '../runtime/names';
import {
  controllerReference,
  isKind,
  keyOf,
  listIfServed,
  mutateStatus,
  refOf,
  refTo,
} from '../runtime/objects';
import { CROSSPLANE_GROUP } from './DefinitionIndex';

export const REVISION_API_VERSION = `${CROSSPLANE_GROUP}/v1`;

/** The name of the revision that holds this Composition's present spec: `<composition>-<7 hex>`. */
export function revisionName(composition: KubeObject): string {
  return `${composition.metadata.name}-${hash(composition).slice(0, 7)}`;
}

function hash(composition: KubeObject) {
  return hexDigest(
    JSON.stringify([composition.spec, composition.metadata.labels ?? {}]),
    63,
  );
}

/** Plays the part of Crossplane that keeps a CompositionRevision for each change of a Composition. */
export class CompositionController implements Controller {
  readonly name = 'crossplane-compositions';
  readonly #store: HubStore;
  readonly #clock: ControllerClock;

  constructor(options: { store: HubStore; clock: ControllerClock }) {
    this.#store = options.store;
    this.#clock = options.clock;
  }

  keysFor({ object }: { object: KubeObject }) {
    return isKind(object, CROSSPLANE_GROUP, 'Composition')
      ? [keyOf(object)]
      : [];
  }

  reconcile(key: string) {
    const composition = this.#store.get(refOf(key));
    const type = {
      apiVersion: REVISION_API_VERSION,
      kind: 'CompositionRevision',
    };
    if (!composition || composition.metadata.deletionTimestamp) {
      return undefined;
    }
    if (!this.#store.resourceType(type)) return undefined;
    const name = revisionName(composition);
    if (!this.#store.get({ ...type, name })) {
      this.#create(composition, name);
    }
    return undefined;
  }

  #create(composition: KubeObject, name: string) {
    const labels = {
      'crossplane.io/composition-name': composition.metadata.name,
    };
    const earlier = listIfServed(this.#store, {
      apiVersion: REVISION_API_VERSION,
      kind: 'CompositionRevision',
      labels,
    });
    const newest = Math.max(
      0,
      ...earlier.map(({ spec }) => Number(spec?.revision) || 0),
    );
    const revision = this.#store.create({
      apiVersion: REVISION_API_VERSION,
      kind: 'CompositionRevision',
      metadata: {
        name,
        labels: {
          ...composition.metadata.labels,
          ...labels,
          'crossplane.io/composition-hash': hash(composition),
        },
        ownerReferences: [controllerReference(composition)],
      },
      spec: { ...composition.spec, revision: newest + 1 },
    });
    mutateStatus(this.#store, refTo(revision), (status, object) =>
      setConditions(status, this.#clock.now(), {
        type: 'ValidPipeline',
        status: 'True',
        reason: 'ValidPipeline',
        observedGeneration: object.metadata.generation,
      }),
    );
    this.#store.recordEvent({
      object: composition,
      type: 'Normal',
      reason: 'CreateRevision',
      message: 'Created new revision',
      component: 'revisions/composition.apiextensions.crossplane.io',
    });
  }
}
