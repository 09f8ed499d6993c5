import type {
  ClusterSummary,
  Journey,
  StageName,
  TransitionList,
  Usual,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { RecordedTime } from './RecordedTime';

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
  since(subject: ObservedSubject, value: string, hint?: string): RecordedTime;
  /**
   * When the subject first had this value, undefined where it never had. Remembered for states, stages, workflows and
   * blockers only: conditions, sync and health change too often to be worth it.
   */
  ever?(subject: ObservedSubject, value: string): RecordedTime | undefined;
  /**
   * The conditions and blockers of a cluster that were remembered before this process began and that nobody has asked for since:
   * what of them is no more ended while nobody watched. Told once; nothing is while the hub has not been read whole.
   */
  unseen?(cluster: Pick<ObservedSubject, 'hub' | 'cluster'>): StoredSubject[];
  /**
   * Lets go of a subject that nobody asks for while it has the value that was told last. When it is asked for again that is taken for
   * a change at that moment.
   */
  release?(subject: ObservedSubject): void;
}

/** A subject of one cluster. */
export type StoredSubject = Pick<ObservedSubject, 'type' | 'subject'>;

/** How far a hub had come when something was observed: what orders the observations of several replicas. */
export interface HubPosition {
  /** Counts restores of the hub. */
  epoch: number;
  /** Highest resourceVersion seen, a decimal; absent before anything was. */
  resourceVersion?: string;
}

/** A value as it is (to be) stored. */
export interface Observation extends ObservedSubject {
  value: string;
  since: RecordedTime;
  position: HubPosition;
}

/** A value that a subject once had, and since when it first had it. */
export interface FirstObservation extends ObservedSubject {
  value: string;
  since: RecordedTime;
}

/** What finished journeys of the same kind usually take; a stage without enough of them has no entry. */
export interface JourneyEstimates {
  journey?: Usual;
  stages: Partial<Record<StageName, Usual>>;
}

/** What makes journeys comparable. */
export interface JourneyClass {
  journey: Journey['kind'];
  cluster: Pick<ClusterSummary, 'ref' | 'size' | 'region'>;
}

/** How long one finished journey, or one stage of it, took. */
export interface JourneyDuration {
  hub: string;
  /** Key of the journey. */
  journey: string;
  /** Absent for the whole journey. */
  stage?: StageName;
  journeyKind: Journey['kind'];
  clusterKind: string;
  size?: string;
  region?: string;
  tenant?: string;
  environment?: string;
  seconds: number;
  /** RFC 3339. */
  finishedAt: string;
}

/** The history, as the doors read it. */
export interface HistoryReader {
  /** Transitions of the given claim uids and journey keys, newest first. Throws an InputError for a bad cursor. */
  transitions(options: {
    hub: string;
    clusters: string[];
    limit: number;
    cursor?: string;
    /** Names objects by uid, so that a condition's transition says of what. */
    nameOf?: (hub: string, uid: string) => string | undefined;
  }): Promise<TransitionList>;
  /** From memory. */
  estimates(of: JourneyClass): JourneyEstimates;
}

/** Where the history is kept. */
export interface HistoryStore {
  latest(): Promise<Observation[]>;
  /** Of each subject whose past is remembered, each value that it had, with the first time. */
  firsts(): Promise<FirstObservation[]>;
  /** Writes observations in order and returns those that were news to the store; a transition was recorded for these. */
  record(observations: Observation[]): Promise<Observation[]>;
  transitions: HistoryReader['transitions'];
  recordDurations(durations: JourneyDuration[]): Promise<void>;
  /** Deletes what is older than a time; latest values only of clusters that are not among `keep`. Returns how many rows went. */
  purge(options: {
    before: string;
    keep: { hub: string; cluster: string }[];
  }): Promise<number>;
}
