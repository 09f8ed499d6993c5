import { quote } from '../../journey/text';
import type {
  ObjectReference,
  ProjectedGitRepository,
  ProjectedHelmRelease,
  ProjectedKustomization,
} from '../../projections/types';
import type { KubernetesClient } from '../connection/KubernetesClient';
import type { OperationKind } from '../types';
import { referenceOf } from './applicationAddress';
import { present } from './read';

const REQUESTED = 'reconcile.fluxcd.io/requestedAt';
const SOURCE_GROUP = 'source.toolkit.fluxcd.io';

type FluxObject =
  | ProjectedKustomization
  | ProjectedHelmRelease
  | ProjectedGitRepository;

/** Asks Flux to look at an object now, `withSource` at what it is made from first, as `flux reconcile` does. */
export const reconcileFlux: OperationKind<FluxObject> = {
  name: 'reconcile',
  permission: 'cluster.change',
  plan: object =>
    object.suspended
      ? { conflict: 'It is suspended (spec.suspend)' }
      : { via: 'object' },
  start: async ({ object, settings, connections, now }) => {
    const { kubernetes } = connections;
    const requestedAt = now.toISOString();
    const ask = (reference: ObjectReference) =>
      kubernetes.patch(reference, {
        metadata: { annotations: { [REQUESTED]: requestedAt } },
      });
    if (settings.withSource && object.role !== 'git-repository') {
      const source = await sourceOf(object, kubernetes);
      if (source) {
        await ask(source);
      }
    }
    await ask(referenceOf(object));
    return { baseline: { requestedAt } };
  },
  observe: (object, baseline) => {
    const ready = object.conditions.find(({ type }) => type === 'Ready');
    const busy = object.conditions.some(
      ({ type, status }) => type === 'Reconciling' && status === 'True',
    );
    const observed = present({
      lastHandledReconcileAt: object.handledReconcileAt,
      ready: ready?.status,
      reason: ready?.reason,
      revision:
        object.role === 'kustomization'
          ? object.lastAppliedRevision
          : undefined,
    });
    if (object.handledReconcileAt !== baseline.requestedAt) {
      return { state: 'requested', observed };
    }
    const message = ready?.message ? quote(ready.message) : undefined;
    if (busy || !ready || ready.status === 'Unknown') {
      return { state: 'acknowledged', message, observed };
    }
    return {
      state: ready.status === 'True' ? 'succeeded' : 'failed',
      message,
      observed,
    };
  },
};

/** Sources have a group of their own, of which the reference may leave out the version. */
async function sourceOf(
  object: ProjectedKustomization | ProjectedHelmRelease,
  kubernetes: KubernetesClient,
): Promise<ObjectReference | undefined> {
  const { source } = object;
  return (
    (source?.kind && {
      apiVersion: await kubernetes.preferredVersion(SOURCE_GROUP),
      kind: source.kind,
      namespace: source.namespace ?? object.namespace,
      name: source.name,
    }) ||
    undefined
  );
}
