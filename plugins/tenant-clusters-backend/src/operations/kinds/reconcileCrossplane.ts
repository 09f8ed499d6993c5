import { quote } from '../../journey/text';
import type {
  ProjectedClaim,
  ProjectedComposite,
  ProjectedManaged,
} from '../../projections/types';
import type { OperationKind } from '../types';
import { referenceOf } from './applicationAddress';
import { present } from './read';

const REQUESTED = 'crossplane.io/reconcile-requested-at';

const UNANSWERED =
  'Asked for. Crossplane runtimes before 2.3 do not say that they heard it, nor do claims and XRs whose XRD does not declare status.lastHandledReconcileAt.';

/** Asks Crossplane to look at an object now. It is requested until the runtime says that it handled it (2.3 and later). */
export const reconcileCrossplane: OperationKind<
  ProjectedClaim | ProjectedComposite | ProjectedManaged
> = {
  name: 'reconcile',
  permission: 'cluster.change',
  plan: object =>
    object.paused
      ? {
          conflict:
            'Its reconciliation is paused by the annotation crossplane.io/paused',
        }
      : { via: 'object' },
  start: async ({ object, connections, now }) => {
    const requestedAt = now.toISOString();
    await connections.kubernetes.patch(referenceOf(object), {
      metadata: { annotations: { [REQUESTED]: requestedAt } },
    });
    return { baseline: { requestedAt } };
  },
  observe: (object, baseline) => {
    const synced = object.conditions.find(({ type }) => type === 'Synced');
    const observed = present({
      lastHandledReconcileAt: object.handledReconcileAt,
      synced: synced?.status,
      reason: synced?.reason,
      ready: object.conditions.find(({ type }) => type === 'Ready')?.status,
    });
    if (object.handledReconcileAt !== baseline.requestedAt) {
      return { state: 'requested', message: UNANSWERED, observed };
    }
    if (synced?.status === 'False') {
      const message = synced.message ? quote(synced.message) : undefined;
      return { state: 'failed', message, observed };
    }
    return {
      state: synced?.status === 'True' ? 'succeeded' : 'acknowledged',
      observed,
    };
  },
};
