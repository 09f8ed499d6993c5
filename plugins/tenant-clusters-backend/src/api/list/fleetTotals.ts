import type {
  ClusterState,
  Facets,
  FleetTotals,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { IndexedCluster } from '../model/IndexedCluster';

const ON_THEIR_WAY: ClusterState[] = [
  'Requested',
  'Provisioning',
  'Connecting',
];

/** Counts clusters, of which the viewer may read every one. */
export function fleetTotals(clusters: IndexedCluster[]): FleetTotals {
  const states = new Map<ClusterState, number>();
  const tenants = new Set<string>();
  let awaitingReview = 0;
  for (const { state, tenant, awaitsReview } of clusters) {
    states.set(state, (states.get(state) ?? 0) + 1);
    if (tenant !== undefined) {
      tenants.add(tenant);
    }
    if (awaitsReview) {
      awaitingReview += 1;
    }
  }
  const inState = (state: ClusterState) => states.get(state) ?? 0;
  return {
    clusters: clusters.length,
    tenants: tenants.size,
    onTheirWay: ON_THEIR_WAY.reduce((sum, state) => sum + inState(state), 0),
    blocked: inState('Blocked'),
    degraded: inState('Degraded'),
    awaitingReview,
    unknown: inState('Unknown'),
  };
}

/** The values that filters can take, from clusters that the viewer may read. */
export function clusterFacets(clusters: IndexedCluster[]): Facets {
  const values = (of: (cluster: IndexedCluster) => string | undefined) => {
    const found = new Set(clusters.map(of));
    return [...found].filter(value => value !== undefined).sort();
  };
  return {
    hubs: values(({ hub }) => hub),
    tenants: values(({ tenant }) => tenant),
    environments: values(({ environment }) => environment),
  };
}
