import type {
  StageState,
  Step,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type {
  ProjectedWorkflow,
  ProjectedWorkflowNode,
} from '../../projections/types';
import { objectEvidence } from '../evidence';
import { cleanText, quote } from '../text';
import { objectTime } from '../times';

/** argoproj/argo-workflows:pkg/apis/workflow/v1alpha1/workflow_types.go, NodePhase */
const STEP_STATES: Record<string, StageState> = {
  Pending: 'waiting',
  Running: 'active',
  Succeeded: 'done',
  Skipped: 'skipped',
  Omitted: 'skipped',
  Failed: 'failed',
  Error: 'failed',
};

/** Phase of a node as the state of a step. */
export function stepState(phase: string): StageState {
  return STEP_STATES[phase] ?? 'unknown';
}

const GROUPS = ['StepGroup', 'TaskGroup'];

/**
 * The tasks of a workflow, one for each line of its first template, in the order they started. DAG and steps nodes are
 * containers, and the attempts of a Retry node are folded into it.
 */
export function workflowTasks(
  workflow: ProjectedWorkflow,
): ProjectedWorkflowNode[] {
  const { nodes } = workflow;
  const root = nodes.find(({ boundaryId }) => !boundaryId);
  if (!root) {
    return [];
  }
  const attempts = new Set(
    nodes
      .filter(({ type }) => type === 'Retry')
      .flatMap(({ children }) => children),
  );
  const tasks = nodes.filter(
    ({ id, type, boundaryId }) =>
      boundaryId === root.id && !GROUPS.includes(type) && !attempts.has(id),
  );
  const started = ({ startedAt }: ProjectedWorkflowNode) =>
    startedAt ? Date.parse(startedAt) : Infinity;
  return tasks.sort(
    (one, other) =>
      started(one) - started(other) ||
      one.displayName.localeCompare(other.displayName),
  );
}

/** Objects are never changed but replaced: what was made of one holds as long as it is there. */
const remembered = new WeakMap<ProjectedWorkflow, Step[]>();

/** The tasks of a workflow as lines of a stage. */
export function workflowSteps(workflow: ProjectedWorkflow): Step[] {
  const known = remembered.get(workflow);
  if (known) {
    return known;
  }
  const steps = stepsOf(workflow);
  remembered.set(workflow, steps);
  return steps;
}

function stepsOf(workflow: ProjectedWorkflow): Step[] {
  return workflowTasks(workflow).map(task => ({
    name: cleanText(task.displayName, 120),
    state: stepState(task.phase),
    startedAt: objectTime(task.startedAt),
    finishedAt: objectTime(task.finishedAt),
    evidence: [
      {
        ...objectEvidence(workflow, 'status.nodes'),
        label: cleanText(task.name, 200),
        status: cleanText(task.phase, 40),
        ...(task.message && { message: quote(task.message) }),
      },
    ],
  }));
}
