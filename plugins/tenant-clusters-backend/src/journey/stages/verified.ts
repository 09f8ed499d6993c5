import { MACHINES } from '../actors';
import { objectEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { say } from '../text';
import { objectTime } from '../times';
import type { EarlierStages, StageVerdict } from './StageVerdict';
import { failedStepCauses } from './workflowCauses';

const isProvisioned = (earlier: EarlierStages) =>
  earlier('provisioned') === 'done';

/** Only where the platform runs a workflow with the label `spokeport.dev/stage: verified` for the claim. */
export function verified(
  facts: JourneyFacts,
  earlier: EarlierStages,
): StageVerdict {
  const actor = MACHINES.workflows;
  const { kind, request, runs } = facts;
  const merged = Date.parse(request?.request.mergedAt ?? '');
  // What was verified before a change says nothing of it.
  const [run] = runs.verification.filter(
    ({ createdAt }) =>
      kind !== 'change' || Date.parse(createdAt ?? '') >= merged,
  );
  if (!run && runs.verification.length > 0 && !isProvisioned(earlier)) {
    return { state: 'waiting', actor, summary: say('stage.verified.waiting') };
  }
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
