import { MACHINES } from '../actors';
import type { Cause } from '../Cause';
import type { Registration } from '../correlate/registration';
import { objectEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { say } from '../text';
import { objectTime } from '../times';
import type { StageVerdict } from './StageVerdict';
import { failedStepCauses, suspendedCauses } from './workflowCauses';
import { workflowSteps } from './workflowSteps';

const actor = MACHINES.workflows;

/** Once everything is gone, somebody should have begun to undo the handover. */
function missingRun(facts: JourneyFacts, registered: Registration): Cause[] {
  if (facts.claim) {
    return [];
  }
  const evidence = [objectEvidence(registered.secret, registered.via)];
  return [
    {
      type: 'run-missing',
      stage: 'deregistered',
      object: registered.secret,
      resource: registered.secret.name,
      facts: { secret: registered.secret.name, cluster: facts.subject.name },
      since: facts.observe('blocker', 'run-missing/offboard', 'standing'),
      waiting: 0,
      depth: 0,
      ordinary: false,
      evidence,
    },
  ];
}

/**
 * Done when the workflow that undoes the handover (cluster secret, project, access) succeeded; or, where no run is left, when
 * the registration that the cluster had is gone. A cluster that was never registered skips it.
 */
export function deregistered(facts: JourneyFacts): StageVerdict {
  const { offboard, registrations, remembered, subject, claim } = facts;
  const [run] = offboard.runs;
  const registered = registrations[0];
  if (run) {
    const values = { workflow: run.name };
    const common = {
      actor,
      startedAt: objectTime(run.startedAt ?? run.createdAt),
      steps: workflowSteps(run),
      evidence: offboard.links.filter(({ uid }) => uid === run.uid),
    };
    switch (run.phase) {
      case 'Succeeded':
        // A run that could not read the secret's name may succeed and leave it.
        return registered
          ? {
              ...common,
              state: 'active',
              summary: say('stage.deregistered.left', {
                secret: registered.secret.name,
              }),
            }
          : {
              ...common,
              state: 'done',
              finishedAt: objectTime(run.finishedAt),
              summary: say('stage.deregistered.done', values),
            };
      case 'Failed':
      case 'Error':
        return {
          ...common,
          state: 'active',
          summary: say('stage.deregistered.failed', values),
          causes: failedStepCauses(facts, run, 'deregistered'),
        };
      default:
        return {
          ...common,
          state: 'active',
          summary: say('stage.deregistered.active', values),
          causes: suspendedCauses(facts, run, 'deregistered'),
        };
    }
  }
  const wasRegistered =
    remembered.registrations.length > 0 || subject.remains?.registration;
  const isGoing = subject.remains !== undefined || claim?.deletedAt;
  if (!isGoing) {
    return {
      state: 'waiting',
      actor,
      summary: say('stage.deregistered.waiting'),
    };
  }
  if (registered) {
    return {
      state: 'active',
      actor,
      summary: say('stage.deregistered.registered'),
      evidence: [objectEvidence(registered.secret, registered.via)],
      causes: missingRun(facts, registered),
    };
  }
  return wasRegistered
    ? {
        state: 'done',
        actor,
        summary: say('stage.deregistered.done.registration'),
      }
    : {
        state: 'skipped',
        actor,
        summary: say('stage.deregistered.skipped'),
      };
}
