import { decompressNodes } from './decompressNodes';
import { projectBase, ProjectedType } from './projectBase';
import { MAX_MESSAGE } from './projectConditions';
import {
  asRecord,
  asRecords,
  asString,
  asStrings,
  asText,
  bounded,
} from './read';
import type { ProjectedWorkflow, ProjectedWorkflowNode } from './types';

const MAX_NODES = 2_000;
const MAX_NODE_MESSAGE = 1_000;
const MAX_PARAMETERS = 64;
const MAX_PARAMETER = 1_000;

function projectNodes(value: unknown): ProjectedWorkflowNode[] {
  return Object.entries(asRecord(value))
    .slice(0, MAX_NODES)
    .map(([id, item]) => {
      const node = asRecord(item);
      const name = asString(node.name) ?? id;
      return {
        id,
        name,
        displayName: asString(node.displayName) ?? name,
        type: asString(node.type) ?? '',
        templateName: asString(node.templateName),
        phase: asString(node.phase) ?? '',
        boundaryId: asString(node.boundaryID),
        children: asStrings(node.children).slice(0, MAX_NODES),
        startedAt: asString(node.startedAt),
        finishedAt: asString(node.finishedAt),
        message: bounded(asString(node.message), MAX_NODE_MESSAGE),
      };
    })
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** `status.nodes`, or what stands in for it when a workflow is large. */
function readNodes(
  status: Record<string, unknown>,
): Pick<ProjectedWorkflow, 'nodes' | 'nodesMissing'> {
  const nodes = projectNodes(status.nodes);
  if (nodes.length > 0) {
    return { nodes, nodesMissing: undefined };
  }
  if (asString(status.offloadNodeStatusVersion)) {
    return { nodes, nodesMissing: 'offloaded' };
  }
  const compressed = asString(status.compressedNodes);
  if (!compressed) {
    return { nodes, nodesMissing: undefined };
  }
  const unpacked = projectNodes(decompressNodes(compressed));
  return {
    nodes: unpacked,
    nodesMissing: unpacked.length > 0 ? undefined : 'compressed',
  };
}

function projectParameters(
  spec: Record<string, unknown>,
): Record<string, string> {
  const parameters = asRecords(asRecord(spec.arguments).parameters)
    .slice(0, MAX_PARAMETERS)
    .flatMap<[string, string]>(({ name: key, value }) => {
      const name = asString(key);
      const text = bounded(asText(value), MAX_PARAMETER);
      return name !== undefined && text !== undefined ? [[name, text]] : [];
    });
  parameters.sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(parameters);
}

/** An Argo Workflow (argoproj/argo-workflows:pkg/apis/workflow/v1alpha1/workflow_types.go). */
export function projectWorkflow(
  object: Record<string, unknown>,
  type: ProjectedType,
): ProjectedWorkflow | undefined {
  const base = projectBase(object, type, 'workflow');
  if (!base) {
    return undefined;
  }
  const spec = asRecord(object.spec);
  const status = asRecord(object.status);
  const { nodes, nodesMissing } = readNodes(status);
  return {
    ...base,
    phase: asString(status.phase) ?? '',
    progress: asString(status.progress),
    message: bounded(asString(status.message), MAX_MESSAGE),
    startedAt: asString(status.startedAt),
    finishedAt: asString(status.finishedAt),
    template:
      asString(asRecord(spec.workflowTemplateRef).name) ??
      base.labels['workflows.argoproj.io/workflow-template'],
    parameters: projectParameters(spec),
    nodes,
    nodesMissing,
    suspended:
      spec.suspend === true ||
      nodes.some(node => node.type === 'Suspend' && node.phase === 'Running'),
  };
}
