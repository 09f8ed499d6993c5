import type { OperationSettings } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ProjectedApplication } from '../../projections/types';
import type { KubeObject } from '../connection/KubernetesClient';
import { RemoteError } from '../connection/RemoteError';
import type { OperationInput, OperationKind } from '../types';
import { addressOf, referenceOf } from './applicationAddress';
import {
  isRunning,
  observeApplication,
  operationBaseline,
  operationInfo,
  planForApplication,
} from './applicationOperation';

/** Syncs an Application, by Argo CD's API or by its top-level field `operation`. */
export const syncApplication: OperationKind<ProjectedApplication> = {
  name: 'sync',
  permission: 'application.sync',
  plan: (app, connections) =>
    app.deletedAt
      ? { conflict: 'The Application is being deleted' }
      : planForApplication(connections),
  underWay: app =>
    isRunning(app) ? { baseline: { follow: 'running' } } : undefined,
  start: async input => {
    const { id, object, settings, connections } = input;
    const baseline = { ...operationBaseline(object), id };
    if (connections.argocd) {
      const { revision, prune, dryRun, resources } = settings;
      await connections.argocd.sync(addressOf(object), {
        revision,
        prune,
        dryRun,
        resources,
        infos: operationInfo(id),
      });
    } else {
      await patchOperation(input);
    }
    return { baseline };
  },
  observe: observeApplication,
};

/** The API server of Argo CD would add the options of the Application's own policy: without it they are read here. */
async function patchOperation(
  input: OperationInput<ProjectedApplication>,
): Promise<void> {
  const { id, object, settings, connections, requestedBy } = input;
  const reference = referenceOf(object);
  const live = await connections.kubernetes.get(reference);
  if ((live as { operation?: unknown }).operation !== undefined) {
    throw new RemoteError(
      'refused',
      'Another operation of this Application is already in progress',
      { status: 409 },
    );
  }
  await connections.kubernetes.patch(reference, {
    // Somebody else's operation that began meanwhile makes this a conflict.
    metadata: { resourceVersion: live.metadata.resourceVersion },
    operation: {
      initiatedBy: { username: requestedBy },
      info: operationInfo(id),
      sync: syncOf(settings, live),
    },
  });
}

function syncOf(settings: OperationSettings, live: KubeObject) {
  const { revision, prune, dryRun, resources } = settings;
  const policy = live.spec?.syncPolicy as { syncOptions?: unknown } | undefined;
  return {
    prune: prune ?? false,
    syncStrategy: { hook: {} },
    ...(revision && { revision }),
    ...(dryRun && { dryRun }),
    ...(resources && { resources }),
    ...(Array.isArray(policy?.syncOptions) && {
      syncOptions: policy.syncOptions,
    }),
  };
}
