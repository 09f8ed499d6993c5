import type {
  Actor,
  Evidence,
  Progress,
  Sentence,
  StageName,
  StageState,
  Step,
  TimeFact,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { Cause } from '../Cause';

/** What the stages before it in the same journey were found to be, for a stage that begins only after another. */
export type EarlierStages = (name: StageName) => StageState | undefined;

/** What a stage's own evidence says, before silence of its sources and blockers are looked at. */
export interface StageVerdict {
  state: StageState;
  summary: Sentence;
  actor: Actor;
  startedAt?: TimeFact;
  finishedAt?: TimeFact;
  /** What an object says of the time, for a stage whose end is only observed. RFC 3339. */
  finishedHint?: string;
  progress?: Progress;
  steps?: Step[];
  evidence?: Evidence[];
  /** What stands in its way. */
  causes?: Cause[];
}
