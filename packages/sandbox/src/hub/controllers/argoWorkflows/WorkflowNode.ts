export type NodePhase =
  | 'Pending'
  | 'Running'
  | 'Succeeded'
  | 'Skipped'
  | 'Failed'
  | 'Error'
  | 'Omitted';

/** One entry of a Workflow's `status.nodes` (argo-workflows:pkg/apis/workflow/v1alpha1 NodeStatus). */
export interface WorkflowNode {
  id: string;
  name: string;
  displayName: string;
  type: 'Pod' | 'DAG' | 'Steps' | 'StepGroup' | 'Suspend' | 'Retry' | 'Skipped';
  templateName?: string;
  templateScope?: string;
  phase: NodePhase;
  boundaryID?: string;
  message?: string;
  startedAt: string;
  finishedAt: string | null;
  progress?: string;
  children?: string[];
  outboundNodes?: string[];
  inputs?: { parameters: { name: string; value: string }[] };
  outputs?: {
    exitCode?: string;
    parameters?: { name: string; value?: string }[];
  };
  hostNodeName?: string;
  taskResultSynced?: boolean;
  nodeFlag?: { hooked?: boolean; retried?: boolean };
}

export function isDone(node: WorkflowNode | undefined): boolean {
  return node !== undefined && !['Pending', 'Running'].includes(node.phase);
}

export function isGood(node: WorkflowNode): boolean {
  return ['Succeeded', 'Skipped'].includes(node.phase);
}
