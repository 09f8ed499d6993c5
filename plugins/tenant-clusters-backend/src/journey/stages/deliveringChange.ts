import type { JourneyFacts } from '../JourneyFacts';
import { say } from '../text';
import { delivering } from './delivering';
import type { EarlierStages, StageVerdict } from './StageVerdict';

/** After a change the same applications are expected as ever, add-ons that it enabled among them, once it is handed over. */
export function deliveringChange(
  facts: JourneyFacts,
  earlier: EarlierStages,
): StageVerdict {
  const connected = earlier('connected');
  if (connected !== 'done' && connected !== 'skipped') {
    return {
      state: 'waiting',
      actor: facts.actors.tenant,
      summary: say('stage.delivering.waiting'),
    };
  }
  const verdict = delivering(facts);
  // What was in place before the change says nothing of when the change was.
  return { ...verdict, startedAt: undefined, finishedHint: undefined };
}
