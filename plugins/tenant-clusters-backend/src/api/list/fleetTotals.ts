import type {
  ClusterState,
  ClusterSummary,
  Facets,
  FleetTotals,
} from '@spokeport/backstage-plugin-tenant-clusters-common';

const ON_THEIR_WAY: ClusterState[] = [
  'Requested',
  'Provisioning',
  'Connecting',
];

const awaitsReview = ({ journey }: ClusterSummary) =>
  journey?.state === 'open' &&
  journey.stages.some(
    ({ name, state }) =>
      name === 'reviewed' && (state === 'active' || state === 'failed'),
  );

/** Counts clusters, of which the viewer may read every one. */
export function fleetTotals(clusters: ClusterSummary[]): FleetTotals {
  const states = new Map<ClusterState, number>();
  const tenants = new Set<string>();
  let awaitingReview = 0;
  for (const cluster of clusters) {
    const { state, tenant } = cluster;
    states.set(state, (states.get(state) ?? 0) + 1);
    if (tenant !== undefined) {
      tenants.add(tenant);
    }
    if (awaitsReview(cluster)) {
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
export function clusterFacets(clusters: ClusterSummary[]): Facets {
  const values = {
    hubs: new Set<string>(),
    tenants: new Set<string>(),
    environments: new Set<string>(),
  };
  for (const { ref, tenant, environment } of clusters) {
    values.hubs.add(ref.hub);
    if (tenant !== undefined) {
      values.tenants.add(tenant);
    }
    if (environment !== undefined) {
      values.environments.add(environment);
    }
  }
  return {
    hubs: [...values.hubs].sort(),
    tenants: [...values.tenants].sort(),
    environments: [...values.environments].sort(),
  };
}
