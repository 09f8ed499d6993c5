import type { ProjectedApplication } from '../../projections/types';
import type { OperationKind } from '../types';
import { addressOf, referenceOf } from './applicationAddress';
import {
  isRunning,
  observeApplication,
  planForApplication,
} from './applicationOperation';

/** Ends the running operation of an Application. */
export const terminateApplication: OperationKind<ProjectedApplication> = {
  name: 'terminate',
  permission: 'application.sync',
  plan: (app, connections) =>
    isRunning(app)
      ? planForApplication(connections)
      : { conflict: 'No operation of this Application is running' },
  start: async ({ object, connections }) => {
    const startedAt = object.operation?.startedAt ?? '';
    if (connections.argocd) {
      await connections.argocd.terminate(addressOf(object));
    } else {
      // As Argo CD's own server does it (server/application/application.go, TerminateOperation).
      await connections.kubernetes.patch(referenceOf(object), {
        status: { operationState: { phase: 'Terminating' } },
      });
    }
    return { baseline: { startedAt } };
  },
  observe: (app, baseline) => {
    const seen = observeApplication(app, { follow: 'ended' });
    const isTheSame = app.operation?.startedAt === baseline.startedAt;
    if (isTheSame && app.operation?.phase === 'Running') {
      return { state: 'requested', observed: seen.observed };
    }
    return isTheSame && app.operation?.phase === 'Terminating'
      ? { ...seen, state: 'running' }
      : { ...seen, state: 'succeeded' };
  },
};
