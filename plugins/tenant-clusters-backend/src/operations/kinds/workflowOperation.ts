import { quote } from '../../journey/text';
import type { ProjectedWorkflow } from '../../projections/types';
import type { WorkflowVerb } from '../connection/ArgoServerClient';
import type {
  Connections,
  Observation,
  OperationInput,
  OperationPlan,
} from '../types';
import { present } from './read';

const ENDED = new Set(['Succeeded', 'Failed', 'Error']);

export const hasEnded = (workflow: ProjectedWorkflow) =>
  ENDED.has(workflow.phase);

/** By Argo Server where it is connected, else by the object. */
export const planForWorkflow = (connections: Connections): OperationPlan => ({
  via: connections.argoServer ? 'argo-server' : 'object',
});

/** Asks Argo Server; false where there is none. */
export async function askArgoServer(
  { object, connections }: OperationInput<ProjectedWorkflow>,
  verb: WorkflowVerb,
  more?: { nodeFieldSelector?: string },
): Promise<boolean> {
  await connections.argoServer?.operate(
    { namespace: object.namespace ?? '', name: object.name },
    verb,
    more,
  );
  return connections.argoServer !== undefined;
}

/** The run as it stands. */
export function observeRun(workflow: ProjectedWorkflow): Observation {
  const { phase, message, progress, startedAt, finishedAt } = workflow;
  const observed = present({ phase, progress, startedAt, finishedAt });
  const quoted = message ? quote(message) : undefined;
  switch (phase) {
    case 'Succeeded':
      return { state: 'succeeded', message: quoted, observed };
    case 'Failed':
    case 'Error':
      return { state: 'failed', message: quoted, observed };
    case 'Running':
      return { state: 'running', message: quoted, observed };
    default:
      return { state: 'requested', message: quoted, observed };
  }
}
