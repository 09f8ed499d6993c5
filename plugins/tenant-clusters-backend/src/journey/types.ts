import type {
  Actor,
  Blocker,
  ClusterDetail,
  ClusterSummary,
  Application,
  Journey,
  ResourceNode,
  Progress,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetReader } from '../fleet/types';
import type { StateClock } from '../history/types';
import type { ProjectedClaim } from '../projections/types';
import type { RequestReader, TrackedRequest } from '../requests/types';

/** Everything a journey is computed from. Nothing else: the same input gives the same journey. */
export interface JourneyInput {
  fleet: FleetReader;
  requests: RequestReader;
  clock: StateClock;
  /** Milliseconds since the epoch. */
  now: number;
  settings: JourneySettings;
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
}

/** A cluster before it is put into words: a claim, a request for one, or a spoke that is only registered. */
export interface ClusterSubject {
  hub: string;
  namespace: string;
  name: string;
  /** `Kind.group`, or `registered`. */
  kind: string;
  claim?: ProjectedClaim;
  /** Newest first. */
  requests: TrackedRequest[];
}

/** One cluster, put into words. Pages are cut out of it. */
export interface ClusterView {
  summary: ClusterSummary;
  journey?: Journey;
  detail: Omit<ClusterDetail, 'hub' | 'streamPosition'>;
  blockers: Blocker[];
  resources: ResourceNode[];
  progress: Progress;
  applications: Application[];
}
