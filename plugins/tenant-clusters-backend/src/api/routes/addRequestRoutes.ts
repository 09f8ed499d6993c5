import { readableClaims, requestAnswer } from '../answers/requestAnswers';
import { sendCacheable } from '../answers/sendCacheable';
import type { ApiContext } from '../ApiContext';
import type { ApiRouter } from '../ApiRouter';
import { paginate } from '../list/paginate';

const DEFAULT_LIMIT = 50;

const among = (values: string[] | undefined, value: string | undefined) =>
  !values?.length || (value !== undefined && values.includes(value));

/** `GET /requests`: those of which the caller may read a claim, with these claims only; newest first. */
export function addRequestRoutes(router: ApiRouter, context: ApiContext): void {
  const { httpAuth, viewers, clusters, requests, tenants } = context;
  router.get('/requests', async (request, response) => {
    const viewer = await viewers.viewer(await httpAuth.credentials(request));
    const { query } = request;
    const items = requests
      .requests()
      .filter(
        ({ hub, state }) => among(query.hub, hub) && among(query.state, state),
      )
      .map(tracked =>
        requestAnswer(
          tracked,
          readableClaims({
            request: tracked,
            viewer,
            clusters,
            owners: tenants,
          }).filter(({ tenant }) => among(query.tenant, tenant)),
        ),
      )
      .filter(({ claims }) => claims.length > 0);
    sendCacheable(
      response,
      paginate({
        items,
        by: 'created',
        keyOf: ({ createdAt, hub, repository, number, commit }) => [
          createdAt,
          hub,
          repository,
          number ?? commit ?? '',
        ],
        descending: true,
        limit: Number(query.limit ?? DEFAULT_LIMIT),
        cursor: query.cursor,
      }),
    );
  });
}
