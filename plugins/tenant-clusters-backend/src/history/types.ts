import type { TimeFact } from '@spokeport/backstage-plugin-tenant-clusters-common';

/** A thing whose state is followed over time, for example the cluster state or the stage `synced` of one journey. */
export interface ObservedSubject {
  hub: string;
  /** Uid of the claim, or the journey key while there is none. */
  cluster: string;
  type:
    | 'state'
    | 'stage'
    | 'condition'
    | 'sync'
    | 'health'
    | 'workflow'
    | 'blocker';
  /** For example `state`, `stage/<journey key>/synced`, `condition/<uid>/Ready`. */
  subject: string;
}

/**
 * Remembers since when each subject has had its value without a break. The first observation counts, not what objects say
 * of themselves: lastTransitionTime moves without a change and goes back. `hint` is the object's own time: it is taken
 * (source `object`) only when the subject is seen for the first time ever, and never later than now.
 */
export interface StateClock {
  since(subject: ObservedSubject, value: string, hint?: string): TimeFact;
}
