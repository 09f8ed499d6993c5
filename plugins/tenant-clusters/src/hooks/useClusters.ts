import type {
  ClusterList,
  ClusterSummary,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useState } from 'react';
import type { TenantClustersApi } from '../api';
import { applyChanges } from '../model/applyChanges';
import { toClusterQuery, type ClusterFilters } from '../model/clusterFilters';
import { useLiveRead } from './useLiveRead';

/** Rows that the page begins with, and that "show more" adds. */
export const PAGE_SIZE = 100;

/** The most that the API gives at once. */
const API_LIMIT = 500;

/** Reads a list up to a number of rows; totals and hubs are those of the first page. */
export async function readClusters(
  api: TenantClustersApi,
  filters: ClusterFilters,
  wanted: number,
): Promise<ClusterList> {
  const query = toClusterQuery(filters);
  const limit = Math.min(wanted, API_LIMIT);
  const first = await api.listClusters({ ...query, limit });
  let { nextCursor } = first;
  const items: ClusterSummary[] = [...first.items];
  while (nextCursor && items.length < wanted) {
    const page = await api.listClusters({
      ...query,
      limit,
      cursor: nextCursor,
    });
    items.push(...page.items);
    nextCursor = page.nextCursor;
  }
  return items.length === first.items.length
    ? first
    : { ...first, items, nextCursor };
}

/** The list of the Clusters page, live. Changed rows change at once; order and totals follow with the next read. */
export function useClusters(filters: ClusterFilters) {
  const query = JSON.stringify(toClusterQuery(filters));
  const [more, setMore] = useState({ query, wanted: PAGE_SIZE });
  const wanted = more.query === query ? more.wanted : PAGE_SIZE;
  const read = useLiveRead<ClusterList>({
    key: `${wanted} ${query}`,
    read: api => readClusters(api, filters, wanted),
    affects: () => true,
    apply: applyChanges,
    keepPrevious: true,
    pause: 1_000,
  });
  return {
    ...read,
    loadMore: () => setMore({ query, wanted: wanted + PAGE_SIZE }),
  };
}
