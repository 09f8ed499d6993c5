import { clusterFacets, fleetTotals } from '../list/fleetTotals';
import { clusterSortKey } from '../list/clusterOrder';
import { matchesFilter } from '../list/clusterFilter';
import { paginate } from '../list/paginate';
import { summaryAnswer } from '../answers/clusterAnswers';
import { hubStaleness } from '../answers/hubAnswers';
import { Redactor } from '../answers/Redactor';
import { sendCacheable } from '../answers/sendCacheable';
import type { ApiContext } from '../ApiContext';
import type { ApiRouter } from '../ApiRouter';
import { streamPosition } from '../stream/StreamPosition';

const DEFAULT_LIMIT = 100;

/** `GET /clusters`: filtered by what the caller may read before anything is counted or cut into pages. */
export function addClusterListRoute(
  router: ApiRouter,
  context: ApiContext,
): void {
  const { httpAuth, viewers, clusters, fleet, feed } = context;
  router.get('/clusters', async (request, response) => {
    const viewer = await viewers.viewer(await httpAuth.credentials(request));
    const position = streamPosition(feed, viewer);
    const { query } = request;
    const { sort = 'attention', order = 'asc', limit = DEFAULT_LIMIT } = query;

    const readable = clusters
      .views()
      .map(({ summary }) => summary)
      .filter(summary => viewer.mayReadCluster(summary));
    const matching = readable.filter(summary => matchesFilter(summary, query));
    const page = paginate({
      items: query.state?.length
        ? matching.filter(({ state }) => query.state?.includes(state))
        : matching,
      by: sort,
      keyOf: summary => clusterSortKey(summary, sort),
      descending: order === 'desc',
      limit: Number(limit),
      cursor: query.cursor,
    });
    const redactor = new Redactor({
      viewer,
      clusters,
      fleet,
      owners: context.tenants,
    });
    sendCacheable(response, {
      ...page,
      items: page.items.map(summary => summaryAnswer(summary, redactor)),
      totals: fleetTotals(matching),
      facets: clusterFacets(readable),
      hubs: fleet.hubs().map(hub => hubStaleness(hub, { detailed: false })),
      streamPosition: position,
    });
  });
}
