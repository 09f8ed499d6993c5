import type { WorkflowNode } from '../controllers/argoWorkflows/WorkflowNode';
import type { KubeObject } from '../store/types';
import type { GatewayCall } from './createGateway';
import { gatewayErrors } from './GatewayError';
import { retriedWorkflow } from './retriedWorkflow';

const ENDED = ['Succeeded', 'Failed', 'Error'];

/** Changes a copy of a Workflow in place. @throws GatewayError */
export type WorkflowChange = (workflow: KubeObject, call: GatewayCall) => void;

/** Runs again what failed. */
export const retry: WorkflowChange = workflow => {
  if (!['Failed', 'Error'].includes(workflow.status?.phase)) {
    throw gatewayErrors.invalid(
      'Cannot retry a workflow that is not in phase Failed or Error',
    );
  }
  retriedWorkflow(workflow);
};

/** Ends it, `Stop` with its exit handler, `Terminate` without. */
export const shutDown =
  (strategy: 'Stop' | 'Terminate'): WorkflowChange =>
  workflow => {
    if (ENDED.includes(workflow.status?.phase)) {
      throw gatewayErrors.precondition('cannot shutdown a completed workflow');
    }
    workflow.spec.shutdown = strategy;
  };

/** Lets no further step begin. */
export const suspend: WorkflowChange = workflow => {
  if (ENDED.includes(workflow.status?.phase)) {
    throw gatewayErrors.precondition('cannot suspend completed workflows');
  }
  workflow.spec.suspend = true;
};

/** Goes on, at one Suspend node or at all of them. */
export const resume: WorkflowChange = (workflow, { body }) => {
  const selected = /^id=(.+)$/.exec(body.nodeFieldSelector ?? '')?.[1];
  if (!selected) delete workflow.spec.suspend;
  const nodes: Record<string, WorkflowNode> = workflow.status?.nodes ?? {};
  for (const node of Object.values(nodes)) {
    const waits = node.type === 'Suspend' && node.phase === 'Running';
    if (waits && (!selected || node.id === selected)) {
      node.phase = 'Succeeded';
      node.finishedAt = `${new Date().toISOString().slice(0, 19)}Z`;
      node.message = 'Resumed by: map[User:spokeport]';
    }
  }
};
