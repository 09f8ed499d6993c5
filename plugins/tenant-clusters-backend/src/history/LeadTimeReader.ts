import type {
  Journey,
  StageName,
} from '@spokeport/backstage-plugin-tenant-clusters-common';

/** What lead times can be grouped by. `week` is the Monday (UTC) of the week in which a journey finished, `2026-11-16`. */
export type LeadTimeGroup =
  | 'journeyKind'
  | 'clusterKind'
  | 'size'
  | 'region'
  | 'hub'
  | 'tenant'
  | 'environment'
  | 'week';

/** Whose journeys these are: what a viewer's rights are decided on. Empty texts where a cluster had none. */
export interface LeadTimeScope {
  hub: string;
  tenant: string;
  environment: string;
}

/** What lead times are asked for. */
export interface LeadTimeQuery {
  /** Journeys that finished at or after this time, RFC 3339. */
  since: string;
  /** … and before this one, RFC 3339. */
  until: string;
  /** Kinds of journeys; all by default. */
  journeyKinds?: Journey['kind'][];
  /** Kinds of clusters, `TenantCluster.platform.spokeport.dev`; all by default. */
  clusterKinds?: string[];
  /** Sizes by name; all by default. */
  sizes?: string[];
  /** Regions; all by default. */
  regions?: string[];
  /** Only these, as {@link LeadTimeReader.leadTimeScopes} gave them; undefined for all. None gives no rows. */
  visible?: LeadTimeScope[];
  /** None gives one row for everything, and one for each stage. */
  groupBy: LeadTimeGroup[];
}

/** What journeys of one group, or one stage of them, took. */
export interface LeadTimeRow {
  /** Value of each field of `groupBy`; an empty text where journeys had none. */
  group: Partial<Record<LeadTimeGroup, string>>;
  /** Absent for the whole journey. */
  stage?: StageName;
  medianSeconds: number;
  p90Seconds: number;
  /** How many journeys that is. A reader decides how many it takes to say something. */
  count: number;
}

/** How long finished journeys took, from the database. */
export interface LeadTimeReader {
  /** Sorted by the groups in the order of `groupBy`, the whole journey before its stages. Throws an InputError for no time. */
  leadTimes(query: LeadTimeQuery): Promise<LeadTimeRow[]>;
  /** The scopes of which there is anything in this time, for a door to keep those that its caller may see. */
  leadTimeScopes(
    query: Pick<LeadTimeQuery, 'since' | 'until'>,
  ): Promise<LeadTimeScope[]>;
}
