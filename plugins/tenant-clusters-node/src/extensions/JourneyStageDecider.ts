import type {
  Evidence,
  Sentence,
  StageName,
  StageState,
} from '@spokeport/backstage-plugin-tenant-clusters-common';

/** What the built-in rules found, and the cluster they found it for. @public */
export interface JourneyStageContext {
  /** Milliseconds since the epoch. */
  now: number;
  hub: string;
  namespace: string;
  name: string;
  /** `Kind.group` of the claim. */
  kind: string;
  /** Undefined while there is no claim on the hub yet. */
  claim?: {
    uid: string;
    labels: Record<string, string>;
    annotations: Record<string, string>;
  };
  journey: 'create' | 'change' | 'remove';
  decided: { state: StageState; summary: Sentence };
}

/**
 * Decides a stage by evidence that the built-in rules do not know, for example a verification that is no Workflow. It must be
 * pure and quick. Undefined leaves what the built-in rules decided.
 * @public
 */
export interface JourneyStageDecider {
  stage: StageName;
  decide(
    context: JourneyStageContext,
  ):
    | { state: StageState; summary: Sentence; evidence?: Evidence[] }
    | undefined;
}
