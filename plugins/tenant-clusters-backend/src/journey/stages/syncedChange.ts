import type { JourneyFacts } from '../JourneyFacts';
import type { StageVerdict } from './StageVerdict';
import { synced } from './synced';

/** As for a claim that is new; but the claim was there before, so that its age says nothing of when the change was applied. */
export function syncedChange(facts: JourneyFacts): StageVerdict {
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
