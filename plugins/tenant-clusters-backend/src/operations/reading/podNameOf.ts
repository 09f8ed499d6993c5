import type {
  ProjectedWorkflow,
  ProjectedWorkflowNode,
} from '../../projections/types';

const MAX_PREFIX = 253 - 10 - 1;

/**
 * The pod of a step, as Argo names them since 3.4 (pod names v2: argoproj/argo-workflows:workflow/util/pod_name.go): Workflow,
 * template, and the hash that ends the node's id.
 */
export function podNameOf(
  workflow: ProjectedWorkflow,
  node: ProjectedWorkflowNode,
): string {
  if (node.name === workflow.name) {
    return workflow.name;
  }
  const hash = node.id.slice(node.id.lastIndexOf('-') + 1);
  const prefix = node.templateName
    ? `${workflow.name}-${node.templateName}`
    : workflow.name;
  return `${prefix.slice(0, MAX_PREFIX)}-${hash}`;
}
