import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { BlockerExplainer } from './BlockerExplainer';
import type { ClusterKind } from './ClusterKind';
import type { HubSource } from './HubSource';
import type { JourneyStageDecider } from './JourneyStageDecider';

/** Teaches the journey engine what a platform knows about itself. @public */
export interface TenantClustersJourneyExtensionPoint {
  addBlockerExplainer(...explainers: BlockerExplainer[]): void;
  addStageDecider(...deciders: JourneyStageDecider[]): void;
}

/** Where modules add explainers of blockers and deciders of stages. @public */
export const tenantClustersJourneyExtensionPoint =
  createExtensionPoint<TenantClustersJourneyExtensionPoint>({
    id: 'tenant-clusters.journey',
  });

/** Adds hubs and the kinds of claims that are clusters on them. @public */
export interface TenantClustersHubsExtensionPoint {
  addHubSource(...sources: HubSource[]): void;
  addClusterKind(...kinds: ClusterKind[]): void;
}

/** Where modules add sources of hubs and kinds of clusters. @public */
export const tenantClustersHubsExtensionPoint =
  createExtensionPoint<TenantClustersHubsExtensionPoint>({
    id: 'tenant-clusters.hubs',
  });
