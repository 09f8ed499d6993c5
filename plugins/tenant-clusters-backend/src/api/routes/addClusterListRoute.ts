import { sendClusterList } from '../answers/clusterListAnswer';
import type { ApiRouter } from '../ApiRouter';
import type { DoorContext } from '../DoorContext';
import { streamPosition } from '../stream/StreamPosition';

/** Kind of a spoke that is only registered: there is no claim to propose anything about. */
const NO_CLAIM = 'registered';

/** `GET /clusters` and `GET /infrastructure`: the same list, of clusters and of claims that are none. */
export function addClusterListRoute(
  router: ApiRouter,
  context: DoorContext,
): void {
  const { httpAuth, viewers, feed, model } = context;
  router.get('/clusters', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const { query } = request;
    const { may } = query;
    const [viewer, proposer] = await Promise.all([
      viewers.viewer(credentials),
      may && viewers.proposer(credentials),
    ]);
    const position = streamPosition(feed, viewer);
    const entries = model.clusters.clusters();
    sendClusterList(response, {
      context,
      viewer,
      entries,
      query,
      position,
      only:
        may &&
        proposer &&
        (({ scope, summary }) =>
          summary.ref.kind !== NO_CLAIM && proposer.may(may, scope)),
    });
  });
  router.get('/infrastructure', async (request, response) => {
    const viewer = await viewers.viewer(await httpAuth.credentials(request));
    const position = streamPosition(feed, viewer);
    const entries = model.clusters.infrastructure();
    const { query } = request;
    sendClusterList(response, { context, viewer, entries, query, position });
  });
}
