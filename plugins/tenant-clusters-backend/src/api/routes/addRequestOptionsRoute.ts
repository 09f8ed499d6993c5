import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  HubOption,
  TenantOption,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { hubStaleness } from '../answers/hubAnswers';
import type { ApiContext } from '../ApiContext';
import type { ApiRouter } from '../ApiRouter';
import { callerTenants } from '../tenants/callerTenants';
import type { Tenant } from '../tenants/TenantDirectory';
import { mayRequest } from './mayRequest';

/** `GET /request-options`: what a form offers. Who may not request anything is offered no tenant. */
export function addRequestOptionsRoute(
  router: ApiRouter,
  context: ApiContext,
): void {
  const { httpAuth, permissions, auth, userInfo, settings } = context;
  router.get('/request-options', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const tenants = (await mayRequest(permissions, credentials))
      ? await callerTenants({
          credentials,
          auth,
          userInfo,
          tenants: await context.tenants.tenants(),
          platformTeam: settings.platformTeam.ref,
        })
      : [];
    response.setHeader('Cache-Control', 'no-store');
    response.json({
      hubs: hubOptions(context),
      tenants: await tenantOptions(context, tenants, credentials),
      sizes: settings.sizes,
      environments: settings.environments,
    });
  });
}

function hubOptions({ hubs, requests }: ApiContext): HubOption[] {
  const repositories = requests.repositories();
  return hubs.hubs().map(hub => {
    const repository = repositories.find(({ hub: name }) => name === hub.name);
    return {
      name: hub.name,
      title: hub.title,
      ...(repository?.url && {
        repository: repository.url,
        branch: repository.branch,
      }),
      staleness: hubStaleness(hub, { detailed: false }),
    };
  });
}

/** Tenants with their members, who are the Users that the catalog lets the caller see. */
async function tenantOptions(
  { catalog, clusters, viewers }: ApiContext,
  tenants: Tenant[],
  credentials: BackstageCredentials,
): Promise<TenantOption[]> {
  if (tenants.length === 0) {
    return [];
  }
  const viewer = await viewers.viewer(credentials);
  const { items: users } = await catalog.getEntities(
    {
      filter: {
        kind: 'User',
        'relations.memberOf': tenants.map(({ owner }) => owner),
      },
      fields: ['metadata.name', 'relations'],
    },
    { credentials },
  );
  const counts = new Map<string, number>();
  for (const { summary } of clusters.views()) {
    const { owner } = summary;
    // What one may not read is not counted either, in one's own tenant too.
    if (owner && viewer.mayReadCluster(summary)) {
      counts.set(owner, (counts.get(owner) ?? 0) + 1);
    }
  }
  return tenants.map(tenant => ({
    ...tenant,
    members: users
      .filter(user =>
        user.relations?.some(
          ({ type, targetRef }) =>
            type === 'memberOf' && targetRef === tenant.owner,
        ),
      )
      .map(user => user.metadata.name)
      .sort(),
    clusters: counts.get(tenant.owner) ?? 0,
  }));
}
