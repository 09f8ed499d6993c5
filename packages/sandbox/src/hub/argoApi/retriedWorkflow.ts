import type { WorkflowNode } from '../controllers/argoWorkflows/WorkflowNode';
import type { KubeObject } from '../store/types';

const PREFIX = 'workflows.argoproj.io/';
const GOOD = ['Succeeded', 'Skipped'];
/** Nodes that hold others: set back, not removed. */
const CONTAINERS = ['DAG', 'Steps', 'StepGroup', 'Retry'];

/**
 * Sets a failed Workflow back, in place, so that what failed runs again: failed and omitted steps go, what holds them runs,
 * what succeeded stays (argo-workflows:workflow/util/util.go, FormulateRetryWorkflow).
 */
export function retriedWorkflow(workflow: KubeObject): void {
  const { status, spec, metadata } = workflow;
  const nodes: Record<string, WorkflowNode> = status.nodes ?? {};
  const kept = Object.values(nodes).filter(
    ({ phase, type }) => GOOD.includes(phase) || CONTAINERS.includes(type),
  );
  const ids = new Set(kept.map(({ id }) => id));
  status.nodes = Object.fromEntries(
    kept.map(node => [node.id, backToRunning(node, ids)]),
  );
  status.phase = 'Running';
  status.finishedAt = null;
  delete status.message;
  delete status.conditions;
  delete spec.shutdown;
  metadata.labels = {
    ...metadata.labels,
    [`${PREFIX}completed`]: 'false',
    [`${PREFIX}phase`]: 'Running',
  };
}

function backToRunning(node: WorkflowNode, ids: Set<string>): WorkflowNode {
  const children = node.children?.filter(id => ids.has(id));
  const rest = { ...node, ...(children ? { children } : {}) };
  if (GOOD.includes(node.phase)) return rest;
  const { message, ...running } = rest;
  return { ...running, phase: 'Running', finishedAt: null };
}
