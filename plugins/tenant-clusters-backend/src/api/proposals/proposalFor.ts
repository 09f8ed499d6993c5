import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type {
  ClusterProposal,
  OpenClusterRequest,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { CLUSTER_SCOPE } from '../../journey';
import { clusterResource, CLUSTER_PROPOSALS } from '../../permissions';
import type { ClaimIdentity } from '../../requests/files';
import type { ApiContext } from '../ApiContext';
import type { ClusterAddress } from '../ClusterViews';
import { readableCluster, type ReadCluster } from '../routes/readableCluster';
import { openRequests } from './openRequests';

/** A cluster that somebody may be about to change or remove. */
export interface ProposedCluster {
  read: ReadCluster;
  claim: ClaimIdentity & { hub: string };
  /** What the caller may propose. */
  may: ClusterProposal[];
  openRequests: OpenClusterRequest[];
}

/**
 * A cluster with what the caller may propose of it and what is proposed already.
 *
 * @throws NotFoundError for one that the caller may not read, and for one that no claim stands for.
 */
export async function proposalFor(
  context: ApiContext,
  address: ClusterAddress,
  credentials: BackstageCredentials,
): Promise<ProposedCluster> {
  const [read, proposer] = await Promise.all([
    readableCluster(context, address, credentials),
    context.viewers.proposer(credentials),
  ]);
  const { summary } = read.view;
  const { hub, namespace, name } = summary.ref;
  const [kind, ...group] = summary.ref.kind.split('.');
  if (group.length === 0) {
    throw new NotFoundError(`'${namespace}/${name}' has no claim in Git`);
  }
  const claim = {
    hub,
    group: group.join('.'),
    kind,
    namespace: namespace === CLUSTER_SCOPE ? '' : namespace,
    name,
  };
  const scope = clusterResource(summary);
  const caller = context.auth.isPrincipal(credentials, 'user')
    ? credentials.principal.userEntityRef
    : undefined;
  return {
    read,
    claim,
    may: CLUSTER_PROPOSALS.filter(proposal => proposer.may(proposal, scope)),
    openRequests: openRequests(context.requests, claim, caller),
  };
}
