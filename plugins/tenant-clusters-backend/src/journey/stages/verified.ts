import { MACHINES } from '../actors';
import { objectEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { say } from '../text';
import { objectTime } from '../times';
import type { StageVerdict } from './StageVerdict';
import { failedStepCauses } from './workflowCauses';

/** Only where the platform runs a workflow with the label `spokeport.dev/stage: verified` for the claim. */
export function verified(facts: JourneyFacts): StageVerdict {
  const actor = MACHINES.workflows;
  const [run] = facts.runs.verification;
  if (!run) {
    return { state: 'skipped', actor, summary: say('stage.verified.skipped') };
  }
  const common = {
    actor,
    startedAt: objectTime(run.startedAt ?? run.createdAt),
    evidence: [objectEvidence(run, 'label spokeport.dev/stage')],
  };
  const values = { workflow: run.name };
  switch (run.phase) {
    case 'Succeeded':
      return {
        ...common,
        state: 'done',
        finishedAt: objectTime(run.finishedAt),
        summary: say('stage.verified.done', values),
      };
    case 'Failed':
    case 'Error':
      return {
        ...common,
        state: 'active',
        summary: say('stage.verified.failed', values),
        causes: failedStepCauses(facts, run, 'verified'),
      };
    default:
      return {
        ...common,
        state: 'active',
        summary: say('stage.verified.active', values),
      };
  }
}
