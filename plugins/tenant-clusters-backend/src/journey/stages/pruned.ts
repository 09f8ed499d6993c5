import { MACHINES } from '../actors';
import { objectEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { say } from '../text';
import { objectTime } from '../times';
import type { StageVerdict } from './StageVerdict';

/** Done when the claim is marked for deletion. */
export function pruned(facts: JourneyFacts): StageVerdict {
  const actor = MACHINES.argoCd;
  const { claim, request } = facts;
  const merged =
    request?.request.state === 'merged'
      ? objectTime(request.request.mergedAt)
      : undefined;
  if (claim?.deletedAt) {
    const deletedAt = objectTime(claim.deletedAt);
    return {
      state: 'done',
      actor,
      startedAt: merged ?? deletedAt,
      finishedAt: deletedAt,
      summary: say('stage.pruned.done'),
      evidence: [objectEvidence(claim, 'metadata.deletionTimestamp')],
    };
  }
  return merged
    ? {
        state: 'active',
        actor,
        startedAt: merged,
        summary: say('stage.pruned.active'),
        evidence: facts.tracking.links,
      }
    : { state: 'waiting', actor, summary: say('stage.pruned.waiting') };
}
