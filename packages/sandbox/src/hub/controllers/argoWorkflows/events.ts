import { HubStore, KubeObject } from '../../store/types';
import { WorkflowNode } from './WorkflowNode';

/** Records an event as the workflow controller does. */
export function workflowEvent(
  store: HubStore,
  object: KubeObject,
  reason: string,
  message: string,
  type: 'Normal' | 'Warning' = 'Normal',
) {
  store.recordEvent({
    object,
    type,
    reason,
    message,
    component: 'workflow-controller',
  });
}

/** One event for each node that began, succeeded or failed between two states. */
export function nodeEvents(
  store: HubStore,
  workflow: KubeObject,
  before: Record<string, WorkflowNode>,
  after: Record<string, WorkflowNode>,
) {
  for (const node of Object.values(after)) {
    const { phase, name, message } = node;
    if (before[node.id]?.phase === phase) continue;
    if (phase === 'Running') {
      workflowEvent(
        store,
        workflow,
        'WorkflowNodeRunning',
        `Running node ${name}`,
      );
    } else if (phase === 'Succeeded') {
      workflowEvent(
        store,
        workflow,
        'WorkflowNodeSucceeded',
        `Succeeded node ${name}`,
      );
    } else if (phase === 'Failed' || phase === 'Error') {
      workflowEvent(
        store,
        workflow,
        `WorkflowNode${phase}`,
        `${phase} node ${name}${message ? `: ${message}` : ''}`,
        'Warning',
      );
    }
  }
}
