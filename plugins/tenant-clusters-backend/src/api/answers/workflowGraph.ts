import type {
  WorkflowDetail,
  WorkflowNode,
  WorkflowStep,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { cleanText, quote, stepState } from '../../journey';
import type { ProjectedWorkflowNode } from '../../projections/types';

type Graph = Pick<WorkflowDetail, 'nodes' | 'edges' | 'steps'>;

/** They only hold together what runs at once; the list of steps leaves them out. */
const GROUPS = ['StepGroup', 'TaskGroup'];

/**
 * Which node stands for each node: a Retry for its attempts. Attempts before the last are left out together with what they
 * contain (undefined).
 */
function representatives(
  nodes: ProjectedWorkflowNode[],
): Map<string, string | undefined> {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const inside = new Map<string, ProjectedWorkflowNode[]>();
  for (const node of nodes) {
    if (node.boundaryId) {
      inside.set(node.boundaryId, [
        ...(inside.get(node.boundaryId) ?? []),
        node,
      ]);
    }
  }
  const shown = new Map<string, string | undefined>(
    nodes.map(({ id }) => [id, id]),
  );
  const leaveOut = (id: string) => {
    for (const node of inside.get(id) ?? []) {
      if (shown.get(node.id) !== undefined) {
        shown.set(node.id, undefined);
        leaveOut(node.id);
      }
    }
  };
  for (const retry of nodes) {
    if (retry.type === 'Retry') {
      const attempts = attemptsOf(retry, byId);
      attempts.forEach((attempt, index) => {
        shown.set(attempt.id, retry.id);
        if (index < attempts.length - 1) {
          leaveOut(attempt.id);
        }
      });
    }
  }
  return shown;
}

/** Children of a Retry are its attempts, and in a DAG what comes after it too: attempts are named `<name>(<n>)`. */
function attemptsOf(
  retry: ProjectedWorkflowNode,
  byId: Map<string, ProjectedWorkflowNode>,
): ProjectedWorkflowNode[] {
  return retry.children
    .flatMap(id => byId.get(id) ?? [])
    .filter(
      ({ name }) =>
        name.startsWith(`${retry.name}(`) &&
        /^\(\d+\)$/.test(name.slice(retry.name.length)),
    );
}

function toNode(
  node: ProjectedWorkflowNode,
  attempts: ProjectedWorkflowNode[],
  boundary: string | undefined,
): WorkflowNode {
  const message = node.message ?? attempts[attempts.length - 1]?.message;
  return {
    id: node.id,
    name: cleanText(node.displayName, 200),
    type: cleanText(node.type, 40),
    phase: cleanText(node.phase, 40),
    state: stepState(node.phase),
    ...(node.templateName && { template: cleanText(node.templateName, 253) }),
    ...(message && { message: quote(message) }),
    ...(node.startedAt && { startedAt: node.startedAt }),
    ...(node.finishedAt && { finishedAt: node.finishedAt }),
    ...(boundary && { boundary }),
    ...(attempts.length > 0 && { attempts: attempts.length }),
  };
}

/** Lines in the order in which they started, each followed by what it contains. */
function stepList(nodes: WorkflowNode[], root: string | undefined) {
  const within = new Map<string | undefined, WorkflowNode[]>();
  for (const node of nodes) {
    if (node.id !== root) {
      // What has no boundary and is not the root is an exit handler.
      const boundary = node.boundary === root ? undefined : node.boundary;
      within.set(boundary, [...(within.get(boundary) ?? []), node]);
    }
  }
  const started = ({ startedAt }: WorkflowNode) =>
    startedAt ? Date.parse(startedAt) : Infinity;
  const steps: WorkflowStep[] = [];
  const visited = new Set<string | undefined>();
  const walk = (boundary: string | undefined, depth: number) => {
    if (visited.has(boundary)) {
      return;
    }
    visited.add(boundary);
    const lines = (within.get(boundary) ?? []).filter(
      ({ type }) => !GROUPS.includes(type),
    );
    lines.sort(
      (one, other) =>
        started(one) - started(other) || one.name.localeCompare(other.name),
    );
    for (const { id } of lines) {
      steps.push({ node: id, depth });
      walk(id, depth + 1);
    }
  };
  walk(undefined, 0);
  return steps;
}

/**
 * `status.nodes` of a Workflow as a graph and as a list. The attempts of a Retry are folded into it, and whatever hung from an
 * attempt hangs from the Retry.
 */
export function workflowGraph(all: ProjectedWorkflowNode[]): Graph {
  const byId = new Map(all.map(node => [node.id, node]));
  const shown = representatives(all);
  const kept = all.filter(({ id }) => shown.get(id) === id);
  const keptIds = new Set(kept.map(({ id }) => id));
  const nodes = kept.map(node =>
    toNode(
      node,
      node.type === 'Retry' ? attemptsOf(node, byId) : [],
      node.boundaryId && shown.get(node.boundaryId),
    ),
  );
  const edges = new Map<string, { from: string; to: string }>();
  for (const node of all) {
    const from = shown.get(node.id);
    for (const child of node.children) {
      const to = shown.get(child);
      if (from && to && from !== to && keptIds.has(from) && keptIds.has(to)) {
        edges.set(JSON.stringify([from, to]), { from, to });
      }
    }
  }
  const root = kept.find(
    ({ boundaryId, name }) => !boundaryId && !name.endsWith('.onExit'),
  )?.id;
  return { nodes, edges: [...edges.values()], steps: stepList(nodes, root) };
}
