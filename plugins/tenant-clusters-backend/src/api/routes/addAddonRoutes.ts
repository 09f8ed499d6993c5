import { addonColumns, addonRows, rowAnswer } from '../addons/addonMatrix';
import { AddonSources } from '../addons/AddonSources';
import { hubList, involvedHubs } from '../answers/hubAnswers';
import { Redactor } from '../answers/Redactor';
import { sendCacheable } from '../answers/sendCacheable';
import type { ApiRouter } from '../ApiRouter';
import type { DoorContext } from '../DoorContext';
import { clusterFilter } from '../list/clusterFilter';
import { paginateSorted } from '../list/paginate';
import { mayReadHubs } from './mayReadHubs';

const DEFAULT_LIMIT = 100;

/** `GET /addons`: add-ons by clusters, with why a cluster lacks one that it is to have. */
export function addAddonRoutes(router: ApiRouter, context: DoorContext): void {
  const { httpAuth, viewers, permissions, clusters, fleet, tenants, model } =
    context;
  router.get('/addons', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const [viewer, platform] = await Promise.all([
      viewers.viewer(credentials),
      mayReadHubs(permissions, credentials),
    ]);
    const { query } = request;
    const entries = model.clusters.clusters();
    const readable = entries
      .sorted('name')
      .filter(({ scope }) => viewer.mayReadScope(scope));
    const matching = readable.filter(
      clusterFilter({ ...query, kind: undefined, state: undefined }),
    );
    const options = {
      sources: new AddonSources(fleet),
      applications: model.applications,
      viewer,
      redactor: new Redactor({ viewer, clusters, fleet, owners: tenants }),
      platform,
      only: query.addon,
    };
    const { addons, rows } = addonRows(matching, options);
    const states: string[] = query.state ?? [];
    const shown = states.length
      ? rows.filter(({ cells }) =>
          cells.some(({ state }) => states.includes(state)),
        )
      : rows;
    const { items, ...counts } = paginateSorted({
      items: shown,
      by: 'name',
      keyOf: ({ cluster }) => entries.key(cluster, 'name'),
      limit: Number(query.limit ?? DEFAULT_LIMIT),
      cursor: query.cursor,
    });
    sendCacheable(response, {
      addons: addonColumns(addons, rows, options),
      items: items.map(rowAnswer),
      ...counts,
      hubs: hubList(
        involvedHubs(
          context.hubs,
          viewer,
          readable.map(({ summary }) => summary.ref.hub),
        ),
      ),
    });
  });
}
