import type { ClusterState } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { IndexedCluster } from '../model/IndexedCluster';
import { among } from './among';
import { matchesWords, searchWords } from './matchesWords';

/** Filters of the cluster list; values of one filter are alternatives. */
export interface ClusterFilter {
  hub?: string[];
  tenant?: string[];
  owner?: string[];
  environment?: string[];
  kind?: string[];
  state?: ClusterState[];
  text?: string;
}

/** Whether a cluster passes every filter but that of its state, as a function that is made once for an answer. */
export function clusterFilter(
  filter: ClusterFilter,
): (cluster: IndexedCluster) => boolean {
  const words = searchWords(filter.text);
  return cluster =>
    among(filter.hub, cluster.hub) &&
    among(filter.tenant, cluster.tenant) &&
    among(filter.owner, cluster.owner) &&
    among(filter.environment, cluster.environment) &&
    among(filter.kind, cluster.kind) &&
    (words.length === 0 || matchesWords(words, cluster.words));
}
