import type { Step } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { RememberedNode } from '../../history/TreeMemory';
import { MACHINES } from '../actors';
import { objectEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { say } from '../text';
import { objectTime } from '../times';
import { deletionCauses } from '../walk/deletionCauses';
import { resourceName } from '../walk/resourceName';
import type { StageVerdict } from './StageVerdict';

const actor = MACHINES.crossplane;
/** More lines than people read; the tree shows the rest. */
const MAX_STEPS = 20;

/** A kind of the tree that is not read, so that the absence of its objects says nothing. */
function silentKind(
  { hub }: JourneyFacts,
  made: RememberedNode[],
): string | undefined {
  return made.find(({ apiVersion, kind }) =>
    hub.isKindSilent(apiVersion.split('/').slice(0, -1).join('/'), kind),
  )?.kind;
}

function steps({ resources, claim }: JourneyFacts): Step[] {
  return resources()
    .nodes.filter(({ object }) => object && object.uid !== claim?.uid)
    .slice(0, MAX_STEPS)
    .map(node => ({
      name: resourceName(node),
      state: 'active',
      summary:
        node.state === 'deleting'
          ? say('step.resource.deleting')
          : say('step.resource.waiting'),
      evidence: node.object ? [objectEvidence(node.object)] : [],
    }));
}

/**
 * Active from the deletion of the claim until every object that it ever owned is deleted, or stays by policy. The claim goes
 * before they do, and the references with it: they are known by the uids that were remembered.
 */
export function deprovisioned(facts: JourneyFacts): StageVerdict {
  const { claim, subject, hub, remembered, input } = facts;
  const { nodes } = facts.resources();
  const { remains } = subject;
  if (!remains && !claim?.deletedAt) {
    return {
      state: 'waiting',
      actor,
      summary: say('stage.deprovisioned.waiting'),
    };
  }
  const { made } = remembered;
  const deletedAt = (claim ?? remains?.claim)?.deletedAt;
  const startedAt = objectTime(deletedAt ?? remains?.goneAt);
  if (remains && made.length === 0) {
    return {
      state: 'skipped',
      actor,
      summary: say('stage.deprovisioned.unseen'),
    };
  }
  const isThere = ({ uid }: RememberedNode) =>
    input.fleet.byUid(subject.hub, uid) !== undefined;
  const left = made.filter(node => !node.orphaned && isThere(node));
  const gone = made.filter(node => !isThere(node));
  const progress = { ready: gone.length, known: made.length };
  const silent = silentKind(facts, gone);
  if (silent) {
    return {
      state: 'unknown',
      actor,
      startedAt,
      summary: say('stage.unknown.kind', {
        kind: `${silent}s`,
        hub: hub.title,
      }),
    };
  }
  if (left.length === 0 && !claim) {
    const orphaned = made.filter(node => node.orphaned).length;
    return {
      state: 'done',
      actor,
      startedAt,
      progress,
      summary:
        orphaned > 0
          ? say('stage.deprovisioned.orphaned', { orphaned: String(orphaned) })
          : say('stage.deprovisioned.done'),
    };
  }
  return {
    state: 'active',
    actor,
    startedAt,
    ...(made.length > 0 && { progress }),
    summary: say('stage.deprovisioned.active', { left: String(left.length) }),
    steps: steps(facts),
    causes: deletionCauses(facts, nodes, 'deprovisioned'),
  };
}
