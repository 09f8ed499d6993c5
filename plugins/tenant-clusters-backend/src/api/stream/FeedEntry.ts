import type { ClusterRef } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ScopedResource } from '../../permissions';
import type { TrackedRequest } from '../../requests/types';

/** A cluster that changed. What rules see of it before and after tells each viewer what it is to them. */
export interface ClusterChange {
  ref: ClusterRef;
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
