import type {
  Evidence,
  Progress,
  StageName,
  TimeFact,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ObservedSubject } from '../history/types';
import type {
  ProjectedApplication,
  ProjectedClaim,
} from '../projections/types';
import type { JourneyActors } from './actors';
import type { ExpectedApplication } from './applications/expectedApplications';
import type { ClaimRequest, ClaimRequests } from './correlate/claimRequests';
import type { LinkedEvent } from './correlate/clusterEvents';
import type { Registration } from './correlate/registration';
import type { TrackingApplications } from './correlate/trackingApplications';
import type { WorkflowRuns } from './correlate/workflowRuns';
import type { HubHearing } from './state/hubHearing';
import type { ClusterSubject, JourneyInput } from './types';
import type { WalkedNode } from './walk/walkResources';

/** Everything that was found about one journey, correlated and walked; the stages only judge it. */
export interface JourneyFacts {
  input: JourneyInput;
  subject: ClusterSubject;
  claim?: ProjectedClaim;
  kind: 'create' | 'remove';
  key: string;
  hub: HubHearing;
  /** Whether Git is heard; what was heard before stays known. */
  gitSilent: boolean;
  tenant?: string;
  actors: JourneyActors;
  requests: ClaimRequests;
  /** The request that this journey is about. */
  request?: ClaimRequest;
  nodes: WalkedNode[];
  progress: Progress;
  tracking: TrackingApplications;
  /** Applications that read the file of the request. */
  covering: ProjectedApplication[];
  events: LinkedEvent[];
  runs: WorkflowRuns;
  registration?: Registration;
  applications: ExpectedApplication[];
  links: Evidence[];
  /** Since when something about this cluster has had its value without a break. */
  observe(
    type: ObservedSubject['type'],
    subject: string,
    value: string,
    hint?: string,
  ): TimeFact;
  /** Asks to be computed again when one of these objects changes, besides those that the facts themselves were found in. */
  dependOn(...objects: ({ uid: string } | undefined)[]): void;
  /** Asks to be computed again at a time, milliseconds since the epoch: something would be judged otherwise then. */
  recheckAt(at: number): void;
  /** When something about this cluster first had this value, as far as it is remembered. */
  ever(
    type: ObservedSubject['type'],
    subject: string,
    value: string,
  ): TimeFact | undefined;
}

/** The name under which the clock follows a stage. */
export const stageSubject = (facts: JourneyFacts, name: StageName) =>
  `stage/${facts.key}/${name}`;
