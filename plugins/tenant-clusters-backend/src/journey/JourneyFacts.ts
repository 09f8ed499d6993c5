import type {
  Evidence,
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
import type { OffboardRuns } from './correlate/offboardRuns';
import type { JourneyPlan } from './correlate/planJourneys';
import type { Registration } from './correlate/registration';
import type { TrackingApplications } from './correlate/trackingApplications';
import type { WorkflowRuns } from './correlate/workflowRuns';
import type { JudgementLog } from './JudgementLog';
import type { HubHearing } from './state/hubHearing';
import type { ClusterSubject, JourneyInput } from './types';
import type { RememberedParts } from './walk/rememberedTree';
import type { ResourceTree } from './walk/ResourceTree';

/** How judging asks for more than it was given; each call is written down in a {@link JudgementLog}. */
export interface FactAsking {
  log: JudgementLog;
  /** What was made for the claim. A function, so that it is known which parts of a judgement look at it. */
  resources(): ResourceTree;
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

/** Everything that was found about one cluster, correlated and walked, whatever journey it is on. */
export interface ClusterFacts extends FactAsking {
  input: JourneyInput;
  subject: ClusterSubject;
  claim?: ProjectedClaim;
  /** The name under which the clock follows it: the uid of its claim, once there is one. */
  cluster: string;
  hub: HubHearing;
  /** Whether Git is heard; what was heard before stays known. */
  gitSilent: boolean;
  tenant?: string;
  requests: ClaimRequests;
  tracking: TrackingApplications;
  events: LinkedEvent[];
  runs: WorkflowRuns;
  /** Runs that undo the handover; looked for once the claim is being deleted. */
  offboard: OffboardRuns;
  /** The first of {@link ClusterFacts.registrations}. */
  registration?: Registration;
  /** One in each Argo CD of the hub that knows the cluster. */
  registrations: Registration[];
  /** What the claim owned before it began to go; empty while it does not go. */
  remembered: RememberedParts;
  applications: ExpectedApplication[];
}

/** What was found about one journey of a cluster; the stages only judge it. */
export interface JourneyFacts extends ClusterFacts {
  plan: JourneyPlan;
  kind: JourneyPlan['kind'];
  key: string;
  /** Whether this is the journey that the cluster is shown on. */
  current: boolean;
  actors: JourneyActors;
  /** The request that this journey is about. */
  request?: ClaimRequest;
  /** Applications that read the file of the request. */
  covering: ProjectedApplication[];
  links: Evidence[];
}

/** The name under which the clock follows a stage. */
export const stageSubject = (
  facts: Pick<JourneyFacts, 'key'>,
  name: StageName,
) => `stage/${facts.key}/${name}`;
