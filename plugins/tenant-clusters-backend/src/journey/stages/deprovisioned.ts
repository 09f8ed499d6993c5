import { MACHINES } from '../actors';
import type { JourneyFacts } from '../JourneyFacts';
import { say } from '../text';
import { objectTime } from '../times';
import { resourceName } from '../walk/resourceCauses';
import type { StageVerdict } from './StageVerdict';

/** Active from the deletion of the claim until nothing of its tree is left. */
export function deprovisioned(facts: JourneyFacts): StageVerdict {
  const actor = MACHINES.crossplane;
  const { claim, nodes } = facts;
  if (!claim?.deletedAt) {
    return {
      state: 'waiting',
      actor,
      summary: say('stage.deprovisioned.waiting'),
    };
  }
  const left = nodes.filter(({ object, depth }) => object && depth > 0);
  return {
    state: left.length === 0 ? 'done' : 'active',
    actor,
    startedAt: objectTime(claim.deletedAt),
    summary:
      left.length === 0
        ? say('stage.deprovisioned.done')
        : say('stage.deprovisioned.active', { left: String(left.length) }),
    steps: left.slice(0, 20).map(node => ({
      name: resourceName(node),
      state: 'active',
      summary:
        node.state === 'deleting'
          ? say('step.resource.deleting')
          : say('step.resource.waiting'),
      evidence: [],
    })),
  };
}
