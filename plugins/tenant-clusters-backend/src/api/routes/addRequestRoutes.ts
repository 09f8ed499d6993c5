import {
  requestKey,
  type ClusterRequest,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { hubList, involvedHubs } from '../answers/hubAnswers';
import { readableClaims, requestAnswer } from '../answers/requestAnswers';
import { sendCacheable } from '../answers/sendCacheable';
import type { ApiContext } from '../ApiContext';
import type { ApiRouter } from '../ApiRouter';
import { among } from '../list/among';
import { matchesWords, searchText, searchWords } from '../list/matchesWords';
import { paginate } from '../list/paginate';

const DEFAULT_LIMIT = 50;

/** What the text filter looks at: of its claims those only that the caller may read. */
const wordsOf = (request: ClusterRequest) =>
  searchText([
    requestKey(request),
    request.title,
    request.author,
    request.requester,
    request.branch,
    request.hub,
    ...request.claims.flatMap(({ ref, tenant }) => [
      ref.name,
      ref.namespace,
      ref.kind,
      tenant,
    ]),
  ]);

/** `GET /requests`: those of which the caller may read a claim, with these claims only; newest first. */
export function addRequestRoutes(router: ApiRouter, context: ApiContext): void {
  const { httpAuth, viewers, clusters, requests, tenants, hubs } = context;
  router.get('/requests', async (request, response) => {
    const viewer = await viewers.viewer(await httpAuth.credentials(request));
    const { query } = request;
    const words = searchWords(query.text);
    const items = requests
      .requests()
      .filter(
        ({ hub, state, repository, requester }) =>
          among(query.hub, hub) &&
          among(query.state, state) &&
          among(query.repository, repository) &&
          among(query.requester, requester),
      )
      .map(tracked =>
        requestAnswer(
          tracked,
          readableClaims({
            request: tracked,
            viewer,
            clusters,
            owners: tenants,
          }).filter(
            ({ tenant, change }) =>
              among(query.tenant, tenant) && among(query.change, change),
          ),
        ),
      )
      .filter(
        item =>
          item.claims.length > 0 &&
          (words.length === 0 || matchesWords(words, wordsOf(item))),
      );
    const page = paginate({
      items,
      by: 'created',
      keyOf: item => [item.createdAt, item.hub, requestKey(item)],
      descending: true,
      limit: Number(query.limit ?? DEFAULT_LIMIT),
      cursor: query.cursor,
    });
    sendCacheable(response, {
      ...page,
      hubs: hubList(
        involvedHubs(
          hubs,
          viewer,
          items.map(({ hub }) => hub),
        ),
      ),
    });
  });
}
