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
  return cluster => {
    const { ref, tenant, owner, environment } = cluster.summary;
    return (
      among(filter.hub, ref.hub) &&
      among(filter.tenant, tenant) &&
      among(filter.owner, owner) &&
      among(filter.environment, environment) &&
      among(filter.kind, ref.kind) &&
      (words.length === 0 || matchesWords(words, cluster.words))
    );
  };
}
