import { sendClusterList } from '../answers/clusterListAnswer';
import type { ApiRouter } from '../ApiRouter';
import type { DoorContext } from '../DoorContext';
import { streamPosition } from '../stream/StreamPosition';

/** `GET /clusters` and `GET /infrastructure`: the same list, of clusters and of claims that are none. */
export function addClusterListRoute(
  router: ApiRouter,
  context: DoorContext,
): void {
  const { httpAuth, viewers, feed, model } = context;
  router.get('/clusters', async (request, response) => {
    const viewer = await viewers.viewer(await httpAuth.credentials(request));
    const position = streamPosition(feed, viewer);
    const entries = model.clusters.clusters();
    const { query } = request;
    sendClusterList(response, { context, viewer, entries, query, position });
  });
  router.get('/infrastructure', async (request, response) => {
    const viewer = await viewers.viewer(await httpAuth.credentials(request));
    const position = streamPosition(feed, viewer);
    const entries = model.clusters.infrastructure();
    const { query } = request;
    sendClusterList(response, { context, viewer, entries, query, position });
  });
}
