import type {
  ClusterState,
  GetClusters,
} from '@spokeport/backstage-plugin-tenant-clusters-common';

export const CLUSTER_STATES: ClusterState[] = [
  'Blocked',
  'Degraded',
  'Requested',
  'Provisioning',
  'Connecting',
  'Removing',
  'Unknown',
  'Ready',
];

/** States of clusters that are on their way to being ready. */
export const ON_THEIR_WAY: ClusterState[] = [
  'Requested',
  'Provisioning',
  'Connecting',
];

export const CLUSTER_SORTS = [
  'attention',
  'name',
  'state',
  'tenant',
  'environment',
  'age',
] as const;

export const CLUSTER_GROUPS = [
  'none',
  'tenant',
  'environment',
  'hub',
  'state',
] as const;

export type ClusterSort = (typeof CLUSTER_SORTS)[number];
export type ClusterGroup = (typeof CLUSTER_GROUPS)[number];

/** What the Clusters page shows; it lives in the address, so that a view can be sent to someone. */
export interface ClusterFilters {
  text: string;
  tenant: string[];
  environment: string[];
  state: ClusterState[];
  hub: string[];
  owner: string[];
  sort: ClusterSort;
  group: ClusterGroup;
}

export const NO_FILTERS: ClusterFilters = {
  text: '',
  tenant: [],
  environment: [],
  state: [],
  hub: [],
  owner: [],
  sort: 'attention',
  group: 'none',
};

/** The longest text that the API takes. */
const TEXT_LIMIT = 200;

function oneOf<T extends string>(
  allowed: readonly T[],
  value: string | null,
  fallback: T,
): T {
  return allowed.find(item => item === value) ?? fallback;
}

/** Reads filters from an address. What the address has and we do not know is left out: an old link still opens. */
export function readClusterFilters(params: URLSearchParams): ClusterFilters {
  const list = (name: string) =>
    [...new Set(params.getAll(name))].filter(Boolean);
  return {
    text: (params.get('text') ?? '').slice(0, TEXT_LIMIT),
    tenant: list('tenant'),
    environment: list('environment'),
    state: CLUSTER_STATES.filter(state =>
      params.getAll('state').includes(state),
    ),
    hub: list('hub'),
    owner: list('owner'),
    sort: oneOf(CLUSTER_SORTS, params.get('sort'), 'attention'),
    group: oneOf(CLUSTER_GROUPS, params.get('group'), 'none'),
  };
}

/** Writes filters into an address, without what is the default. */
export function writeClusterFilters(filters: ClusterFilters): URLSearchParams {
  const params = new URLSearchParams();
  if (filters.text) {
    params.set('text', filters.text);
  }
  for (const name of [
    'tenant',
    'environment',
    'state',
    'hub',
    'owner',
  ] as const) {
    for (const value of filters[name]) {
      params.append(name, value);
    }
  }
  if (filters.sort !== 'attention') {
    params.set('sort', filters.sort);
  }
  if (filters.group !== 'none') {
    params.set('group', filters.group);
  }
  return params;
}

/** Whether anything narrows the list; sort and group do not. */
export function isFiltered(filters: ClusterFilters): boolean {
  const narrowing = { ...filters, sort: 'attention', group: 'none' } as const;
  return [...writeClusterFilters(narrowing).keys()].length > 0;
}

/** The API's query; what is empty is left out. */
export function toClusterQuery(
  filters: ClusterFilters,
): Omit<GetClusters['query'], 'cursor' | 'limit'> {
  const some = <T>(values: T[]) => (values.length ? values : undefined);
  return {
    text: filters.text || undefined,
    tenant: some(filters.tenant),
    environment: some(filters.environment),
    state: some(filters.state),
    hub: some(filters.hub),
    owner: some(filters.owner),
    sort: filters.sort,
    // Newest first is what someone who sorts by age looks for.
    order: filters.sort === 'age' ? 'desc' : 'asc',
  };
}
