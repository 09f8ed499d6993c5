import type { StageName } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ProjectedWorkflow } from '../../projections/types';
import type { Cause } from '../Cause';
import { objectEvidence, requestLabel } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { cleanText, quote } from '../text';
import { workflowTasks } from './workflowSteps';

const isFailed = ({ phase }: { phase: string }) =>
  phase === 'Failed' || phase === 'Error';

function stepCause(
  facts: JourneyFacts,
  workflow: ProjectedWorkflow,
  options: {
    type: 'step-failed' | 'run-suspended';
    stage: StageName;
    step: string;
    message?: string;
    hint?: string;
  },
): Cause {
  const { type, stage, step, message, hint } = options;
  const since = facts.observe(
    'blocker',
    `workflow/${workflow.uid}/${type}/${step}`,
    'standing',
    hint,
  );
  return {
    type,
    stage,
    object: workflow,
    message,
    resource: cleanText(step, 120),
    facts: {
      workflow: workflow.name,
      step,
      phase: workflow.phase,
      ...(facts.request && { request: requestLabel(facts.request.request) }),
    },
    since,
    waiting: 0,
    depth: 0,
    ordinary: type === 'run-suspended',
    evidence: [
      {
        ...objectEvidence(workflow),
        ...(message && { message: quote(message) }),
        at: since,
      },
    ],
  };
}

/** The step that a failed run failed at: the first task that failed, or the run itself where its nodes are not kept. */
export function failedStepCauses(
  facts: JourneyFacts,
  workflow: ProjectedWorkflow,
  stage: StageName,
): Cause[] {
  const tasks = workflowTasks(workflow).filter(isFailed);
  if (tasks.length === 0) {
    return [
      stepCause(facts, workflow, {
        type: 'step-failed',
        stage,
        step: workflow.name,
        message: workflow.message,
        hint: workflow.finishedAt,
      }),
    ];
  }
  return tasks.map(task =>
    stepCause(facts, workflow, {
      type: 'step-failed',
      stage,
      step: task.displayName,
      message: task.message ?? workflow.message,
      hint: task.finishedAt,
    }),
  );
}

/** A Suspend node in phase Running is a gate where somebody has to say go on. */
export function suspendedCauses(
  facts: JourneyFacts,
  workflow: ProjectedWorkflow,
  stage: StageName,
): Cause[] {
  const gates = workflow.nodes.filter(
    ({ type, phase }) => type === 'Suspend' && phase === 'Running',
  );
  const steps = gates.map(({ displayName, startedAt, message }) => ({
    step: displayName,
    hint: startedAt,
    message,
  }));
  if (steps.length === 0 && workflow.suspended) {
    steps.push({
      step: workflow.name,
      hint: workflow.startedAt,
      message: undefined,
    });
  }
  return steps.map(step =>
    stepCause(facts, workflow, { type: 'run-suspended', stage, ...step }),
  );
}
