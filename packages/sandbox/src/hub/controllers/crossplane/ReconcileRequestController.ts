import type { HubStore, KubeObject } from '../../store/types';
import type { Controller, Requeue } from '../runtime/Controller';
import { keyOf, mutateStatus, refOf } from '../runtime/objects';

const REQUESTED = 'crossplane.io/reconcile-requested-at';
/** A controller takes a moment to come round. */
const SECONDS = 0.2;

/**
 * Plays how a Crossplane runtime 2.3 answers "reconcile now": the annotation's value comes back in
 * `status.lastHandledReconcileAt` of managed resources (crossplane-runtime:pkg/reconciler/managed) and of XRs
 * (crossplane:internal/controller/apiextensions/composite). Nobody answers on a claim: its annotation goes to its XR, and the
 * XR's status comes back. The CRD that Crossplane makes of an XRD keeps the answer only where the XRD declares the field
 * (crossplane-runtime:pkg/xcrd). What is to be done is done by the other controllers, which never sleep.
 */
export class ReconcileRequestController implements Controller {
  readonly name = 'reconcile-requests';
  readonly #store: HubStore;
  readonly #seen = new Set<string>();

  constructor({ store }: { store: HubStore }) {
    this.#store = store;
  }

  keysFor({ object, type }: { object: KubeObject; type: string }): string[] {
    return type !== 'DELETED' && isAsked(object) ? [keyOf(object)] : [];
  }

  reconcile(key: string): Requeue {
    const object = this.#store.get(refOf(key));
    if (!object || !isAsked(object)) {
      this.#seen.delete(key);
      return undefined;
    }
    if (!this.#seen.has(key)) {
      this.#seen.add(key);
      return { afterSeconds: SECONDS };
    }
    this.#seen.delete(key);
    mutateStatus(this.#store, refOf(key), status => {
      status.lastHandledReconcileAt = object.metadata.annotations![REQUESTED];
    });
    return undefined;
  }
}

function isAsked({ metadata, spec, status }: KubeObject): boolean {
  const asked = metadata.annotations?.[REQUESTED];
  return (
    asked !== undefined &&
    spec?.resourceRef === undefined &&
    metadata.annotations?.['crossplane.io/paused'] !== 'true' &&
    status?.lastHandledReconcileAt !== asked
  );
}
