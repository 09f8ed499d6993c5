import type { Step } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { MACHINES } from '../actors';
import type { Cause } from '../Cause';
import { conditionEvidence, objectEvidence } from '../evidence';
import { isAccessDenied } from '../explainers/accessDenied';
import type { JourneyFacts } from '../JourneyFacts';
import { cleanText, say } from '../text';
import { objectTime } from '../times';
import { conditionOf, isReady } from '../walk/conditions';
import { resourceCauses, resourceName } from '../walk/resourceCauses';
import type { WalkedNode } from '../walk/walkResources';
import type { StageVerdict } from './StageVerdict';

/** More lines than people read; the tree shows the rest. */
const MAX_STEPS = 20;

function stepSummary(node: WalkedNode, cause: Cause | undefined) {
  if (isAccessDenied(cause?.message)) {
    return say('step.resource.access-denied');
  }
  if (node.state === 'failed' && !cause) {
    // It fails for want of something that is named above it.
    return say('step.resource.waiting');
  }
  if (node.state === 'failed') {
    return say('step.resource.failed', {
      reason: cause?.condition?.reason ?? cause?.condition?.type ?? 'unknown',
    });
  }
  if (cause?.type === 'paused') {
    return say('step.resource.paused');
  }
  if (cause && cause.type !== 'not-ready') {
    return say('step.resource.failed', {
      reason: cause.event?.reason ?? cause.condition?.reason ?? cause.type,
    });
  }
  const ready = node.object && conditionOf(node.object, 'Ready');
  return ready?.reason === 'Creating' && node.role === 'managed'
    ? say('step.resource.creating')
    : say('step.resource.waiting');
}

/** One line for each resource that keeps the claim from being ready: leaves, and what fails itself. */
function unreadySteps(nodes: WalkedNode[], causes: Cause[]): Step[] {
  const causeOf = new Map(causes.map(cause => [cause.nodeId, cause]));
  const parents = new Set(nodes.map(({ parent }) => parent));
  const lines = nodes.filter(
    ({ id, state }) =>
      causeOf.has(id) ||
      (!parents.has(id) &&
        ['waiting', 'failed', 'missing', 'deleting'].includes(state)),
  );
  const order = (node: WalkedNode) => (causeOf.has(node.id) ? 0 : 1);
  return lines
    .sort((one, other) => order(one) - order(other))
    .slice(0, MAX_STEPS)
    .map(node => {
      const cause = causeOf.get(node.id);
      const isFailing = cause !== undefined && cause.type !== 'not-ready';
      const unfinished = node.object ? 'active' : 'waiting';
      const summaries = {
        missing: () => say('step.resource.missing'),
        deleting: () => say('step.resource.deleting'),
      };
      const summarise =
        summaries[node.state as keyof typeof summaries] ??
        (() => stepSummary(node, cause));
      return {
        name: resourceName(node),
        state: isFailing ? 'failed' : unfinished,
        summary: summarise(),
        ...(cause && isFailing && { startedAt: cause.since }),
        evidence: node.object ? [objectEvidence(node.object)] : [],
      };
    });
}

/**
 * What keeps resources from being ready. One that is Ready of an older generation waits for its controller to look at it again,
 * which no person has to do anything about, and its Ready of long ago says nothing of since when it waits.
 */
export function provisioningCauses(facts: JourneyFacts): Cause[] {
  return resourceCauses(facts, facts.resources().nodes).filter(
    ({ type, condition }) =>
      !(type === 'not-ready' && condition?.status === 'True'),
  );
}

/** Done when the claim is Ready=True at its current generation. */
export function provisioned(facts: JourneyFacts): StageVerdict {
  const { claim } = facts;
  const { nodes, progress } = facts.resources();
  const actor = MACHINES.crossplane;
  if (!claim) {
    return {
      state: 'waiting',
      actor,
      summary: say('stage.provisioned.waiting'),
    };
  }
  const values = {
    ready: String(progress.ready),
    known: String(progress.known),
  };
  const ready = conditionOf(claim, 'Ready');
  const startedAt = objectTime(claim.createdAt);
  if (isReady(claim)) {
    return {
      state: 'done',
      actor,
      startedAt,
      finishedHint: ready?.lastTransitionTime,
      progress,
      summary:
        progress.known > 0 && progress.ready === progress.known
          ? say('stage.provisioned.done', { known: values.known })
          : say('stage.provisioned.done.plain'),
      evidence: ready ? [conditionEvidence(claim, ready)] : [],
      // What fails on a claim that is Ready is for the cluster's state to weigh.
      causes: provisioningCauses(facts).filter(
        ({ type }) => type === 'condition',
      ),
    };
  }
  const causes = provisioningCauses(facts);
  return {
    state: 'active',
    actor,
    startedAt,
    progress,
    summary:
      progress.known > 0
        ? say('stage.provisioned.active', values)
        : say('stage.provisioned.active.starting'),
    steps: unreadySteps(nodes, causes),
    evidence: ready
      ? [conditionEvidence(claim, ready)]
      : [objectEvidence(claim, cleanText('claim', 20))],
    causes,
  };
}
