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
  const inState = (...states: ClusterState[]) =>
    clusters.filter(({ state }) => states.includes(state)).length;
  const tenants = clusters.flatMap(({ tenant }) => tenant ?? []);
  return {
    clusters: clusters.length,
    tenants: new Set(tenants).size,
    onTheirWay: inState(...ON_THEIR_WAY),
    blocked: inState('Blocked'),
    degraded: inState('Degraded'),
    awaitingReview: clusters.filter(awaitsReview).length,
    unknown: inState('Unknown'),
  };
}

/** The values that filters can take, from clusters that the viewer may read. */
export function clusterFacets(clusters: ClusterSummary[]): Facets {
  const values = (of: (cluster: ClusterSummary) => string | undefined) =>
    [...new Set(clusters.flatMap(cluster => of(cluster) ?? []))].sort();
  return {
    hubs: values(({ ref }) => ref.hub),
    tenants: values(({ tenant }) => tenant),
    environments: values(({ environment }) => environment),
  };
}
