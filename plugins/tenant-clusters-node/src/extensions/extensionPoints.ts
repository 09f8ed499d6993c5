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

/** @public */
export const tenantClustersJourneyExtensionPoint =
  createExtensionPoint<TenantClustersJourneyExtensionPoint>({
    id: 'tenant-clusters.journey',
  });

/** Adds hubs and the kinds of claims that are clusters on them. @public */
export interface TenantClustersHubsExtensionPoint {
  addHubSource(...sources: HubSource[]): void;
  addClusterKind(...kinds: ClusterKind[]): void;
}

/** @public */
export const tenantClustersHubsExtensionPoint =
  createExtensionPoint<TenantClustersHubsExtensionPoint>({
    id: 'tenant-clusters.hubs',
  });
