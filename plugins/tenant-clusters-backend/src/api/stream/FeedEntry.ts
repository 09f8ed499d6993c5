import type { ClusterRef } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ScopedResource } from '../../permissions';
import type { TrackedRequest } from '../../requests/types';

/** A cluster, or another claim, that changed. What rules see of it before and after tells each viewer what it is to them. */
export interface ClusterChange {
  ref: ClusterRef;
  /** Whether it is a claim that is no cluster. */
  infrastructure: boolean;
  before?: ScopedResource;
  after?: ScopedResource;
}

/** What changed within one interval. */
export interface FeedEntry {
  sequence: number;
  clusters: ClusterChange[];
  /** Names of hubs that are heard differently. */
  hubs: string[];
  requests: TrackedRequest[];
}
