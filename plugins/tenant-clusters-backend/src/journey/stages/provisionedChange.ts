import type { Step } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { MACHINES } from '../actors';
import { conditionEvidence, objectEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { cleanText, say } from '../text';
import { objectTime } from '../times';
import { conditionOf, isReady } from '../walk/conditions';
import { resourceName } from '../walk/resourceName';
import type { WalkedNode } from '../walk/walkResources';
import { provisioningCauses } from './provisioned';
import { changeEvidence } from './changeEvidence';
import type { EarlierStages, StageVerdict } from './StageVerdict';

const actor = MACHINES.crossplane;
/** More lines than people read; the tree shows the rest. */
const MAX_STEPS = 20;

function unsettledStep(node: WalkedNode): Step {
  const { object } = node;
  const isFailing = node.state === 'failed';
  const differing = object?.role === 'managed' ? object.differing : undefined;
  const summary = differing
    ? say('step.resource.differing', { fields: differing.join(', ') })
    : say('step.resource.updating');
  return {
    name: resourceName(node),
    state: isFailing ? 'failed' : 'active',
    summary: isFailing
      ? say('step.resource.failed', {
          reason: (object && conditionOf(object, 'Synced')?.reason) ?? 'Synced',
        })
      : summary,
    evidence: object ? [objectEvidence(object)] : [],
  };
}

/**
 * Done when the merged fields have come through: the live claim has them, claim and XR were reconciled as they are now, the XR
 * carries them, no managed resource still works on them or fails, and the cloud reports what is asked for. Ready says nothing of
 * a change. Where one of these cannot be seen, and none is known not to be so, it is unknown.
 */
export function provisionedChange(
  facts: JourneyFacts,
  earlier: EarlierStages,
): StageVerdict {
  const { claim } = facts;
  const applied = earlier('synced');
  if (!claim || (applied !== 'done' && applied !== 'skipped')) {
    return {
      state: 'waiting',
      actor,
      summary: say('stage.provisioned.waiting'),
    };
  }
  const evidence = changeEvidence(facts);
  const { missing, reconciled, carried, managed, unsettled } = evidence;
  const progress = {
    ready: managed.length - unsettled.length,
    known: managed.length,
  };
  const synced = conditionOf(claim, 'Synced');
  const common = {
    actor,
    startedAt: objectTime(facts.request?.request.mergedAt),
    ...(managed.length > 0 && { progress }),
    evidence: [
      synced
        ? conditionEvidence(claim, synced)
        : objectEvidence(claim, cleanText('claim', 20)),
    ],
    causes: provisioningCauses(facts).filter(({ type }) =>
      isReady(claim) ? type === 'condition' : true,
    ),
  };
  if (missing && missing.length > 0) {
    const fields = missing.slice(0, 5).join(', ');
    return {
      ...common,
      state: 'active',
      summary: say('stage.provisioned.change.fields', { fields }),
    };
  }
  const isUnfinished =
    reconciled === false ||
    carried === false ||
    unsettled.length > 0 ||
    !isReady(claim);
  if (isUnfinished) {
    return {
      ...common,
      state: 'active',
      summary: say('stage.provisioned.change.active', {
        ready: String(progress.ready),
        known: String(progress.known),
      }),
      steps: unsettled.slice(0, MAX_STEPS).map(unsettledStep),
    };
  }
  if (
    missing === undefined ||
    reconciled === undefined ||
    carried === undefined
  ) {
    return {
      ...common,
      state: 'unknown',
      summary: say('stage.provisioned.change.no-evidence'),
    };
  }
  return {
    ...common,
    state: 'done',
    summary: say('stage.provisioned.change.done'),
    causes: [],
  };
}
