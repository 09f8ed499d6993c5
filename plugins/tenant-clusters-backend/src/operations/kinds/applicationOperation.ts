import { OPERATION_INFO } from '../../projections';
import type { ProjectedApplication } from '../../projections/types';
import { quote } from '../../journey/text';
import type { Connections, Observation, OperationPlan } from '../types';
import { present } from './read';

const NOT_CONNECTED =
  "The hub's configuration has no url and token for the Argo CD of this Application (tenantClusters.hubs[].argocd[]), which decides who may sync what.";

/** By Argo CD where it is connected, else by the object where the operator says that this is right. */
export function planForApplication(connections: Connections): OperationPlan {
  if (connections.argocd) {
    return { via: 'argo-cd' };
  }
  return connections.patchApplications
    ? { via: 'object' }
    : { missing: 'argocd', reason: NOT_CONNECTED };
}

export const isRunning = (app: ProjectedApplication) =>
  app.operation?.phase === 'Running' || app.operation?.phase === 'Terminating';

/** Tells the operation that runs, or ran last, from the next one. */
export const operationBaseline = (app: ProjectedApplication) =>
  present({
    startedAt: app.operation?.startedAt,
    finishedAt: app.operation?.finishedAt,
  });

/**
 * What Argo CD keeps with an operation, and with its outcome, to know it again by: its times are whole seconds, so that one
 * which begins in the second in which another ended would look like that one.
 */
export const operationInfo = (id: string) => [
  { name: OPERATION_INFO, value: id },
];

/** How the operation of an Application stands that began after the baseline was taken. */
export function observeApplication(
  app: ProjectedApplication,
  baseline: Record<string, string>,
): Observation {
  const { operation, sync, health } = app;
  const observed = present({
    phase: operation?.phase,
    startedAt: operation?.startedAt,
    finishedAt: operation?.finishedAt,
    revision: operation?.revisions.join(', '),
    sync: sync?.status,
    health: health?.status,
  });
  const before = operationBaseline(app);
  const isOlder =
    baseline.follow === undefined &&
    before.startedAt === baseline.startedAt &&
    before.finishedAt === baseline.finishedAt &&
    (!operation?.id || operation.id !== baseline.id);
  if (!operation || isOlder) {
    return { state: 'requested', observed };
  }
  const message = operation.message ? quote(operation.message) : undefined;
  return { state: stateOf(operation.phase), message, observed };
}

function stateOf(phase: string): Observation['state'] {
  switch (phase) {
    case 'Succeeded':
      return 'succeeded';
    case 'Failed':
    case 'Error':
      return 'failed';
    default:
      return 'running';
  }
}
