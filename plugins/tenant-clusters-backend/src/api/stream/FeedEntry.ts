import type { ClusterRef } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ScopedResource } from '../../permissions';
import type {
  ProjectedApplication,
  ProjectedWorkflow,
} from '../../projections/types';
import type { TrackedRequest } from '../../requests/types';

/** A cluster, or another claim, that changed. What rules see of it before and after tells each viewer what it is to them. */
export interface ClusterChange {
  ref: ClusterRef;
  /** Whether it is a claim that is no cluster. */
  infrastructure: boolean;
  before?: ScopedResource;
  after?: ScopedResource;
}

/** An Application or a Workflow that came, changed or went, whatever became of the clusters that it is for. */
export interface ObjectChange {
  role: 'application' | 'workflow';
  hub: string;
  namespace: string;
  name: string;
  /** As it was last, once it is gone; what is there is looked up, so that an entry stays small. */
  gone?: ProjectedApplication | ProjectedWorkflow;
}

/** What changed within one interval. */
export interface FeedEntry {
  sequence: number;
  clusters: ClusterChange[];
  /** Names of hubs that are heard differently. */
  hubs: string[];
  requests: TrackedRequest[];
  objects: ObjectChange[];
}
