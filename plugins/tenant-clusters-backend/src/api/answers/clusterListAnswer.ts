import type { IndexedCluster } from '../model/IndexedCluster';
import type { Viewer } from '../../permissions';
import type { DoorContext } from '../DoorContext';
import { clusterFilter, type ClusterFilter } from '../list/clusterFilter';
import type { ClusterSort } from '../list/clusterOrder';
import { clusterFacets, fleetTotals } from '../list/fleetTotals';
import type { OrderedItems } from '../list/OrderedItems';
import { paginateSorted } from '../list/paginate';
import { summaryAnswer } from './clusterAnswers';
import { hubList, hubRevisions, involvedHubs } from './hubAnswers';
import { Redactor } from './Redactor';
import { listText, sendJson } from './sendJson';

const DEFAULT_LIMIT = 100;

/** How a list of clusters, or of other claims, is asked for. */
export interface ClusterListQuery extends ClusterFilter {
  sort?: ClusterSort;
  order?: 'asc' | 'desc';
  limit?: number;
  cursor?: string;
}

/** Answers with a page: filtered by what the viewer may read before anything is counted or cut. */
export function sendClusterList(
  response: unknown,
  options: {
    context: DoorContext;
    viewer: Viewer;
    entries: OrderedItems<IndexedCluster>;
    query: ClusterListQuery;
    /** Leaves out more than the viewer may not read. */
    only?: (cluster: IndexedCluster) => boolean;
    /** Taken before the model was read, so that nothing between is missed. */
    position: string;
  },
): void {
  const { context, viewer, entries, query, position, only } = options;
  const { sort = 'attention', order = 'asc', limit = DEFAULT_LIMIT } = query;
  const descending = order === 'desc';
  const readable = entries
    .sorted(sort)
    .filter(
      entry => viewer.mayReadScope(entry.scope) && (!only || only(entry)),
    );
  const matching = readable.filter(clusterFilter(query));
  const { state: states } = query;
  const items = states?.length
    ? matching.filter(({ state }) => states.includes(state))
    : matching;
  const { items: page, ...counts } = paginateSorted({
    items: descending ? [...items].reverse() : items,
    by: sort,
    keyOf: entry => entries.key(entry, sort),
    descending,
    limit: Number(limit),
    cursor: query.cursor,
  });
  const { clusters, fleet, tenants } = context;
  const redactor = new Redactor({ viewer, clusters, fleet, owners: tenants });
  const shown = page.map(entry => ({
    entry,
    summary: summaryAnswer(entry.summary, redactor),
  }));
  const hubs = involvedHubs(
    context.hubs,
    viewer,
    readable.map(({ hub }) => hub),
  );
  const rest = {
    ...counts,
    totals: fleetTotals(matching),
    facets: clusterFacets(readable),
  };
  sendJson(response, {
    parts: [
      viewer.decision,
      shown.map(({ entry, summary }) => [
        entry.key,
        entry.revision,
        summary === entry.summary,
      ]),
      rest,
      hubRevisions(hubs),
    ],
    text: () =>
      listText(
        shown.map(({ entry, summary }) =>
          summary === entry.summary ? entry.json : JSON.stringify(summary),
        ),
        {
          ...rest,
          hubs: hubList(hubs),
          streamPosition: position,
        },
      ),
  });
}
