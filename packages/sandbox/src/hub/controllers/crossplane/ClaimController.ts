import { cloneJson } from '../../store/cloneJson';
import { HubStore, KubeObject, ObjectRef } from '../../store/types';
import { conditionOf, isTrue, setConditions } from '../runtime/conditions';
import { Controller } from '../runtime/Controller';
import { ControllerClock } from '../runtime/ControllerClock';
import { randomSuffix } from '../runtime/names';
import {
  addFinalizer,
  keyOf,
  mutate,
  mutateStatus,
  refOf,
  refTo,
  removeFinalizer,
} from '../runtime/objects';
import { CompositeKind, DefinitionIndex } from './DefinitionIndex';
import { OFFERED_COMPONENT } from './DefinitionController';

const FINALIZER = 'finalizer.apiextensions.crossplane.io';
/** Fields of a claim's spec that are the claim's own business and never reach its XR. */
const CLAIM_ONLY = [
  'resourceRef',
  'compositeDeletePolicy',
  'writeConnectionSecretToRef',
];
/** Fields of an XR's spec that its claim never sets once the XR has them. */
const COMPOSITE_ONLY = ['claimRef', 'resourceRefs', 'compositionUpdatePolicy'];
const WAITING = 'Claim is waiting for composite resource to become Ready';

/** Plays the part of Crossplane that binds a claim to its composite resource. */
export class ClaimController implements Controller {
  readonly name = 'crossplane-claims';
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

  keysFor({ object }: { object: KubeObject }) {
    const kind = this.#definitions.find(object);
    if (kind?.role === 'claim') return [keyOf(object)];
    const claim = kind && object.spec?.claimRef;
    return claim?.name ? [keyOf(claim)] : [];
  }

  reconcile(key: string) {
    const found = this.#store.get(refOf(key));
    const kind = found && this.#definitions.find(found);
    if (!found || kind?.role !== 'claim') return undefined;
    if (found.metadata.annotations?.['crossplane.io/paused'] === 'true') {
      this.#pause(found);
      return undefined;
    }
    if (found.metadata.deletionTimestamp) {
      this.#delete(found);
      return undefined;
    }
    const claim = this.#bind(addFinalizer(this.#store, found, FINALIZER), kind);
    const composite = this.#applyComposite(claim);
    this.#takeOver(claim, composite);
    return undefined;
  }

  #pause(claim: KubeObject) {
    mutateStatus(this.#store, refTo(claim), (status, object) =>
      setConditions(status, this.#clock.now(), {
        type: 'Synced',
        status: 'False',
        reason: 'ReconcilePaused',
        message:
          'Reconciliation (including deletion) is paused via the pause annotation',
        observedGeneration: object.metadata.generation,
      }),
    );
    this.#event(
      claim,
      'ReconciliationPaused',
      'Reconciliation (including deletion) is paused via the pause annotation',
    );
  }

  #bind(claim: KubeObject, kind: CompositeKind): KubeObject {
    if (claim.spec?.resourceRef) return claim;
    return mutate(this.#store, refTo(claim), copy => {
      copy.spec = {
        ...copy.spec,
        resourceRef: {
          apiVersion: copy.apiVersion,
          kind: kind.compositeKind,
          name: `${copy.metadata.name}-${randomSuffix()}`,
        },
      };
    })!;
  }

  #applyComposite(claim: KubeObject): KubeObject {
    const ref: ObjectRef = claim.spec.resourceRef;
    const wanted = compositeFor(claim);
    const existing = this.#store.get(ref);
    if (!existing) return this.#store.create(wanted);
    return mutate(this.#store, ref, copy => {
      // Only what the claim sets; what the XR's own controller chose stays.
      copy.spec = { ...copy.spec, ...wanted.spec };
      copy.metadata.labels = {
        ...copy.metadata.labels,
        ...wanted.metadata.labels,
      };
      if (wanted.metadata.annotations) {
        copy.metadata.annotations = {
          ...copy.metadata.annotations,
          ...wanted.metadata.annotations,
        };
      }
    })!;
  }

  /** Brings what the composite knows back to the claim: composition, status fields, readiness. */
  #takeOver(claim: KubeObject, composite: KubeObject) {
    const ref = refTo(claim);
    const bound = mutate(this.#store, ref, copy => {
      for (const field of ['compositionRef', 'compositionRevisionRef']) {
        if (composite.spec?.[field]) copy.spec[field] = composite.spec[field];
      }
    });
    if (!bound) return;
    const wasBound = conditionOf(bound, 'Synced') !== undefined;
    const ready = isTrue(composite, 'Ready');
    mutateStatus(this.#store, ref, (status, object) => {
      const { conditions, claimConditionTypes, ...fields } =
        composite.status ?? {};
      Object.assign(status, cloneJson(fields));
      const observedGeneration = object.metadata.generation;
      setConditions(
        status,
        this.#clock.now(),
        {
          type: 'Synced',
          status: 'True',
          reason: 'ReconcileSuccess',
          observedGeneration,
        },
        ready
          ? {
              type: 'Ready',
              status: 'True',
              reason: 'Available',
              observedGeneration,
            }
          : {
              type: 'Ready',
              status: 'False',
              reason: 'Waiting',
              message: WAITING,
              observedGeneration,
            },
      );
    });
    if (!wasBound) {
      this.#event(
        bound,
        'BindCompositeResource',
        'Successfully bound composite resource',
      );
    }
    if (!ready) {
      this.#event(
        bound,
        'BindCompositeResource',
        'Composite resource is not yet ready',
      );
    }
  }

  /** In the recorded order: the composite is told to go, the claim says Deleting, then the claim goes. */
  #delete(claim: KubeObject) {
    const ref: ObjectRef | undefined = claim.spec?.resourceRef;
    const composite = ref && this.#store.get(ref);
    if (composite && !composite.metadata.deletionTimestamp) {
      this.#store.delete(ref, {
        propagationPolicy: claim.spec.compositeDeletePolicy ?? 'Background',
      });
      this.#event(
        claim,
        'DeleteCompositeResource',
        'Successfully deleted composite resource',
      );
    }
    mutateStatus(this.#store, refTo(claim), (status, object) => {
      const observedGeneration = object.metadata.generation;
      setConditions(
        status,
        this.#clock.now(),
        {
          type: 'Synced',
          status: 'True',
          reason: 'ReconcileSuccess',
          observedGeneration,
        },
        {
          type: 'Ready',
          status: 'False',
          reason: 'Deleting',
          observedGeneration,
        },
      );
    });
    const waits = claim.spec?.compositeDeletePolicy === 'Foreground';
    if (waits && ref && this.#store.get(ref)) return;
    removeFinalizer(this.#store, claim, FINALIZER);
  }

  #event(claim: KubeObject, reason: string, message: string) {
    this.#store.recordEvent({
      object: claim,
      type: 'Normal',
      reason,
      message,
      component: OFFERED_COMPONENT,
    });
  }
}

/** The XR a claim asks for; annotations and labels are copied, Argo CD's tracking id among them, but Kubernetes' own are not. */
function compositeFor(claim: KubeObject): KubeObject {
  const { apiVersion, kind, name } = claim.spec.resourceRef;
  const spec = Object.fromEntries(
    Object.entries(claim.spec).filter(
      ([field]) =>
        !CLAIM_ONLY.includes(field) && !COMPOSITE_ONLY.includes(field),
    ),
  );
  const annotations = withoutReserved(claim.metadata.annotations);
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      labels: {
        ...withoutReserved(claim.metadata.labels),
        'crossplane.io/claim-name': claim.metadata.name,
        'crossplane.io/claim-namespace': claim.metadata.namespace!,
      },
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    spec: {
      ...cloneJson(spec),
      compositionUpdatePolicy:
        claim.spec.compositionUpdatePolicy ?? 'Automatic',
      claimRef: {
        apiVersion: claim.apiVersion,
        kind: claim.kind,
        name: claim.metadata.name,
        namespace: claim.metadata.namespace,
      },
    },
  };
}

function withoutReserved(entries: Record<string, string> = {}) {
  return Object.fromEntries(
    Object.entries(entries).filter(([name]) => {
      const prefix = name.includes('/') ? name.split('/')[0] : '';
      return !prefix.endsWith('kubernetes.io') && !prefix.endsWith('k8s.io');
    }),
  );
}
