import type { ClusterProposal } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ScopedResource } from './ScopedResource';

/** What one caller may propose to do to clusters, decided once for a whole answer. */
export interface Proposer {
  may(proposal: ClusterProposal, cluster: ScopedResource): boolean;
}

/** Everything that can be proposed about a cluster. */
export const CLUSTER_PROPOSALS: ClusterProposal[] = ['change', 'remove'];
