import { MACHINES } from '../actors';
import type { JourneyFacts } from '../JourneyFacts';
import { say } from '../text';
import type { StageVerdict } from './StageVerdict';
import { synced } from './synced';

/** As for a claim that is new; but the claim was there before, so that its age says nothing of when the change was applied. */
export function syncedChange(facts: JourneyFacts): StageVerdict {
  if (facts.plan.phase !== 'effective') {
    return {
      state: 'waiting',
      actor: MACHINES.argoCd,
      summary: say('stage.synced.waiting'),
    };
  }
  const verdict = synced(facts);
  if (verdict.state !== 'done') {
    return verdict;
  }
  const merged = Date.parse(facts.request?.request.mergedAt ?? '');
  const applied = facts.tracking.application?.operation?.finishedAt;
  return {
    ...verdict,
    finishedAt: undefined,
    ...(applied && Date.parse(applied) >= merged && { finishedHint: applied }),
  };
}
