import type { Sentence } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { BlockerCauseType } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { ProjectedWorkflow } from '../../projections/types';
import { MACHINES } from '../actors';
import type { Cause } from '../Cause';
import { CONTENT_HASH_LABEL } from '../correlate/clusterEvents';
import { objectEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { say } from '../text';
import { objectTime } from '../times';
import { isReady } from '../walk/conditions';
import type { StageVerdict } from './StageVerdict';
import { failedStepCauses, suspendedCauses } from './workflowCauses';
import { workflowSteps } from './workflowSteps';

const actor = MACHINES.workflows;

/** Whether a run acted on what the event says now: both carry a hash of it, or nothing tells them apart. */
export function isForCurrentContent(
  wanted: string | undefined,
  run: ProjectedWorkflow,
): boolean {
  const had = run.labels[CONTENT_HASH_LABEL];
  return !wanted || !had || had === 'none' || wanted === had;
}

function progressOf(run: ProjectedWorkflow): string {
  const [, done, known] = /^(\d+)\/(\d+)$/.exec(run.progress ?? '') ?? [];
  return done ? `${done} of ${known}` : '0 of 0';
}

function runVerdict(facts: JourneyFacts, run: ProjectedWorkflow): StageVerdict {
  const common = {
    actor,
    startedAt: objectTime(run.startedAt ?? run.createdAt),
    steps: workflowSteps(run),
    evidence: facts.runs.links.filter(({ uid }) => uid === run.uid),
  };
  const workflow = run.name;
  switch (run.phase) {
    case 'Succeeded':
      return {
        ...common,
        state: 'done',
        finishedAt: objectTime(run.finishedAt),
        summary: say('stage.connected.done', { workflow }),
      };
    case 'Failed':
    case 'Error':
      return {
        ...common,
        state: 'active',
        summary: say('stage.connected.failed', { workflow }),
        causes: failedStepCauses(facts, run, 'connected'),
      };
    default:
      return {
        ...common,
        state: 'active',
        summary: say(
          run.nodesMissing
            ? 'stage.connected.nodes-missing'
            : 'stage.connected.active',
          { workflow, progress: progressOf(run) },
        ),
        causes: suspendedCauses(facts, run, 'connected'),
      };
  }
}

function missing(
  facts: JourneyFacts,
  type: Extract<BlockerCauseType, 'event-missing' | 'run-missing'>,
  summary: Sentence,
): StageVerdict {
  const [linked] = facts.events;
  // An event that is written anew keeps the time of its creation.
  const isRerun = facts.runs.handover.length > 0;
  const startedAt =
    objectTime(linked?.event.createdAt) ??
    facts.observe('blocker', 'event-missing', 'standing');
  const cause: Cause = {
    type,
    stage: 'connected',
    object: linked?.event,
    resource: linked?.event.name ?? facts.subject.name,
    facts: { event: linked?.event.name ?? '' },
    since: facts.observe(
      'blocker',
      `${type}/${linked?.event.labels[CONTENT_HASH_LABEL] ?? ''}`,
      'standing',
      isRerun ? undefined : linked?.event.createdAt,
    ),
    waiting: 0,
    depth: 0,
    ordinary: false,
    evidence: (linked
      ? [objectEvidence(linked.event, linked.via)]
      : [facts.claim && objectEvidence(facts.claim, 'condition Ready')]
    ).filter(item => item !== undefined),
  };
  return {
    state: 'active',
    actor: linked ? MACHINES.events : MACHINES.crossplane,
    startedAt,
    summary,
    evidence: cause.evidence,
    causes: [cause],
  };
}

/** Whether anything on the hub says that clusters are handed over there at all. */
function handsOver(facts: JourneyFacts): boolean {
  const { fleet } = facts.input;
  const { hub } = facts.subject;
  return (
    fleet.clusterEvents(hub).length > 0 ||
    fleet.workflows(hub).length > 0 ||
    fleet.clusterSecrets(hub).length > 0 ||
    facts.hub.isKindSilent('argoproj.io', 'Workflow')
  );
}

/**
 * Done when the newest handover run for what the event says now succeeded; or, where no run is left, when the cluster is
 * registered: runs are deleted after a while, registrations stay.
 */
export function connected(facts: JourneyFacts): StageVerdict {
  const { claim, runs, registration, events } = facts;
  const [run] = runs.handover;
  const wanted = events[0]?.event.labels[CONTENT_HASH_LABEL];
  if (run && isForCurrentContent(wanted, run)) {
    return runVerdict(facts, run);
  }
  if (run) {
    return missing(facts, 'run-missing', say('stage.connected.outdated'));
  }
  if (registration) {
    const { secret, via } = registration;
    return {
      state: 'done',
      actor,
      startedAt: objectTime(events[0]?.event.createdAt),
      finishedAt: objectTime(secret.createdAt),
      summary: say('stage.connected.done.registration'),
      evidence: [objectEvidence(secret, via)],
    };
  }
  if (runs.ambiguous.length > 0) {
    return {
      state: 'unknown',
      actor,
      summary: say('stage.connected.ambiguous'),
      evidence: runs.links,
    };
  }
  if (events.length > 0) {
    return missing(facts, 'run-missing', say('stage.connected.active.event'));
  }
  if (!claim || !isReady(claim)) {
    return { state: 'waiting', actor, summary: say('stage.connected.waiting') };
  }
  return handsOver(facts)
    ? missing(facts, 'event-missing', say('stage.connected.active.ready'))
    : { state: 'skipped', actor, summary: say('stage.connected.skipped') };
}
