import type {
  Actor,
  Application,
  Blocker,
  ClusterDetail,
  ClusterRef,
  ClusterSummary,
  Journey,
  Progress,
  ResourceNode,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type {
  BlockerExplainer,
  JourneyStageDecider,
} from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { FleetReader } from '../fleet/types';
import type { StateClock } from '../history/types';
import type { ProjectedClaim, ProjectedMetadata } from '../projections/types';
import type { TreeMemory } from '../history/TreeMemory';
import type { RequestReader, TrackedRequest } from '../requests/types';
import type { Registration } from './correlate/registration';

/** Everything a journey is computed from. Nothing else: the same input gives the same journey. */
export interface JourneyInput {
  fleet: FleetReader;
  requests: RequestReader;
  /** Remembers what was before; one that forgets shows a finished journey as open while its cluster is degraded. */
  clock: StateClock;
  /**
   * Remembers what each claim owned, also when the claim is gone. Without it a removal whose claim nobody saw going has no
   * stages beyond that.
   */
  trees?: TreeMemory;
  /** Milliseconds since the epoch. */
  now: number;
  settings: JourneySettings;
  /** Asked before the built-in ones. */
  explainers?: BlockerExplainer[];
  deciders?: JourneyStageDecider[];
}

/** What a platform team configures about journeys. */
export interface JourneySettings {
  /** Milliseconds of silence after which a hub is stale and its clusters are Unknown. */
  staleAfter: number;
  /** Entity ref and title of the platform team. */
  platformTeam: Actor;
  /** Owner entity ref of a tenant, for example group:default/payments. */
  ownerOf(tenant: string): string | undefined;
  sizes: { name: string; title: string; monthlyCost?: string }[];
  /**
   * Whether claims of this kind are clusters, for requests whose claim is not on the hub yet. Where it does not know
   * (undefined), a kind is taken for what the claims of it on the hub are, and for a cluster where there are none.
   */
  isClusterKind?(
    hub: string,
    kind: { group: string; kind: string },
  ): boolean | undefined;
  /** Address of the Argo CD that runs in this namespace of a hub, for links to its applications. */
  argocdUrl?(hub: string, namespace: string): string | undefined;
}

/** A cluster before it is put into words: a claim, a request for one, or a spoke that is only registered. */
export interface ClusterSubject {
  hub: string;
  namespace: string;
  name: string;
  /** `Kind.group`, or `registered`. */
  kind: string;
  /** A claim that is no cluster: same journey, without connected and delivering. */
  infrastructure: boolean;
  claim?: ProjectedClaim;
  /** In place of a claim that is gone: its removal goes on without it. */
  remains?: Remains;
  /** Cluster secret of a spoke that is only registered. */
  secret?: ProjectedMetadata;
  /** Newest first. */
  requests: TrackedRequest[];
}

/** What is known of a claim that is gone. What it owned is in {@link JourneyInput.trees}. */
export interface Remains {
  /** Of the claim. */
  uid: string;
  /** When it was seen to be gone, RFC 3339. */
  goneAt: string;
  /** As it was last; undefined where this process never saw it. */
  claim?: ProjectedClaim;
  /** Where it was registered, as far as this process saw it. */
  registration?: Registration;
}

/** One cluster, put into words. Pages are cut out of it. */
export interface ClusterView {
  summary: ClusterSummary;
  journey?: Journey;
  /** Every journey of it with its own stages, newest first; the one above is among them. */
  journeys: Journey[];
  detail: Omit<ClusterDetail, 'hub' | 'streamPosition'>;
  blockers: Blocker[];
  resources: ResourceNode[];
  progress: Progress;
  applications: Application[];
  /** True for a claim that is no cluster. */
  infrastructure?: boolean;
}

/** Called with the refs of views that changed or are new, and of those that went. */
export type JourneyListener = (
  changed: ClusterRef[],
  removed: ClusterRef[],
) => void;

/** All journeys of the fleet, kept current in memory. */
export interface JourneyEngine {
  /** Clusters, by hub, namespace and name. */
  views(): ClusterView[];
  /** Claims that are no clusters. */
  infrastructure(): ClusterView[];
  /** Clusters and infrastructure that were removed not long ago, the last one first; {@link JourneyEngine.view} finds them too. */
  removed(): ClusterView[];
  /** The first of its name where `kind` is left out; a cluster before infrastructure. */
  view(
    ref: Pick<ClusterRef, 'hub' | 'namespace' | 'name'> & { kind?: string },
  ): ClusterView | undefined;
  /** Told some 50 ms after what happened, of all that did meanwhile. Returns the unsubscribe function. */
  subscribe(listener: JourneyListener): () => void;
  /** Computes at once what changed or is due, instead of at the next turn. */
  flush(): void;
  /** Ends the timers and subscriptions. */
  stop(): void;
}
