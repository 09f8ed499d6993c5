import type { StageName } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ProjectedObject, ProjectedUsage } from '../../projections/types';
import type { Cause } from '../Cause';
import {
  conditionEvidence,
  objectEvidence,
  warningEvidence,
} from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { cleanText } from '../text';
import { standingWarning } from './standingWarning';
import { conditionsOf } from './conditions';
import { resourceName } from './resourceName';
import { isFailure } from './resourceState';
import { usagesOf } from './usagesOf';
import type { WalkedNode } from './walkResources';

function usageCause(
  facts: JourneyFacts,
  node: WalkedNode,
  object: ProjectedObject,
  usage: ProjectedUsage,
  stage: StageName,
): Cause {
  facts.dependOn(usage);
  const { by, reason } = usage;
  const since = facts.observe(
    'blocker',
    `usage/${usage.uid}/${object.uid}`,
    'standing',
  );
  return {
    type: 'held-by-usage',
    stage,
    object,
    nodeId: node.id,
    resource: resourceName(node),
    message: reason,
    facts: {
      usage: cleanText(usage.name, 253),
      ...(by && { by: cleanText(`${by.kind} ${by.name ?? ''}`.trim(), 253) }),
      ...(reason && { reason: cleanText(reason, 200) }),
    },
    since,
    waiting: 0,
    depth: node.depth,
    // It is there to be waited for: what uses it is to go first.
    ordinary: true,
    evidence: [objectEvidence(usage, 'spec.of')],
  };
}

function finaliserCause(
  facts: JourneyFacts,
  node: WalkedNode,
  object: ProjectedObject,
  stage: StageName,
): Cause {
  const failing = conditionsOf(object).find(
    condition => isFailure(object, condition) && condition.message,
  );
  const warning = failing ? undefined : standingWarning(facts, object);
  const message = failing?.message ?? warning?.message;
  const silentType = warning ? 'warning-event' : 'finaliser';
  const since = facts.observe(
    'blocker',
    `finaliser/${object.uid}`,
    'standing',
    object.deletedAt,
  );
  return {
    // What says why it cannot be deleted is judged by what it says.
    type: failing ? 'condition' : silentType,
    stage,
    object,
    nodeId: node.id,
    condition: failing,
    event: warning && { reason: warning.reason, count: warning.count },
    message,
    resource: resourceName(node),
    facts: {
      finaliser: object.finalizers.map(name => cleanText(name, 100)).join(', '),
      ...('providerConfig' in object &&
        object.providerConfig && { providerConfig: object.providerConfig }),
    },
    since,
    waiting: 0,
    depth: node.depth,
    ordinary: false,
    evidence: [
      ...(failing ? [conditionEvidence(object, failing, since)] : []),
      ...(warning ? [warningEvidence(object, warning)] : []),
      ...(message ? [] : [objectEvidence(object, 'metadata.finalizers')]),
    ],
  };
}

/**
 * What keeps the parts of a claim from going: a Usage that holds one, or finalisers that do not let go of it although nothing is
 * left below it. What is above something that is still there merely waits.
 *
 * @param nodes - what is left, in the order of the tree; a claim that is to go counts although nobody has deleted it yet
 */
export function deletionCauses(
  facts: JourneyFacts,
  nodes: WalkedNode[],
  stage: StageName,
): Cause[] {
  const left = nodes.filter(({ object }) => object);
  const above = new Set(left.map(({ parent }) => parent));
  return left.flatMap(node => {
    const object = node.object!;
    const held = usagesOf(facts.input.fleet, object).map(usage =>
      usageCause(facts, node, object, usage, stage),
    );
    if (held.length > 0) {
      return held;
    }
    return object.deletedAt &&
      object.finalizers.length > 0 &&
      !above.has(node.id)
      ? [finaliserCause(facts, node, object, stage)]
      : [];
  });
}
