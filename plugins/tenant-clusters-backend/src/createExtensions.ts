import type {
  BlockerExplainer,
  ClusterKind,
  HubSource,
  JourneyStageDecider,
  TenantClustersHubsExtensionPoint,
  TenantClustersJourneyExtensionPoint,
} from '@spokeport/backstage-plugin-tenant-clusters-node';

/** What modules have added, and the extension points through which they do. */
export interface Extensions {
  hubs: TenantClustersHubsExtensionPoint;
  journey: TenantClustersJourneyExtensionPoint;
  hubSources: HubSource[];
  clusterKinds: ClusterKind[];
  explainers: BlockerExplainer[];
  deciders: JourneyStageDecider[];
}

/** Collects what modules add before the plugin starts. */
export function createExtensions(): Extensions {
  const hubSources: HubSource[] = [];
  const clusterKinds: ClusterKind[] = [];
  const explainers: BlockerExplainer[] = [];
  const deciders: JourneyStageDecider[] = [];
  return {
    hubSources,
    clusterKinds,
    explainers,
    deciders,
    hubs: {
      addHubSource: (...sources) => hubSources.push(...sources),
      addClusterKind: (...kinds) => clusterKinds.push(...kinds),
    },
    journey: {
      addBlockerExplainer: (...added) => explainers.push(...added),
      addStageDecider: (...added) => deciders.push(...added),
    },
  };
}
