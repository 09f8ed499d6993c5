import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { checkCidr } from '../availability/checkCidr';
import { checkName } from '../availability/checkName';
import { takenSubjects } from '../availability/TakenSubject';
import { uncheckedSources } from '../availability/uncheckedSources';
import { claimSchema } from '../schemas/claimSchema';
import type { ApiContext } from '../ApiContext';
import type { ApiRouter } from '../ApiRouter';
import { mayRequest } from './mayRequest';

/** `GET /availability`: is this name, this CIDR free? For those who may request; never says whose unless they may read it. */
export function addAvailabilityRoutes(
  router: ApiRouter,
  context: ApiContext,
): void {
  const { auth, httpAuth, viewers, permissions, clusters, fleet, requests } =
    context;
  router.get('/availability', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const { hub: hubName, tenant, name, kind, cidr } = request.query;
    const [allowed, viewer, inCatalog] = await Promise.all([
      mayRequest(permissions, credentials),
      viewers.viewer(credentials),
      name ? isInCatalog(context, name) : false,
    ]);
    if (!allowed) {
      throw new NotAllowedError('You may not request clusters');
    }
    const hub = context.hubs.hub(hubName);
    if (!hub) {
      throw new NotFoundError(`There is no hub '${hubName}'`);
    }
    const unchecked = uncheckedSources({
      hub,
      repository: requests
        .repositories()
        .find(repository => repository.hub === hubName),
      catalogAnswered: inCatalog !== undefined,
    });
    const complete = unchecked.length === 0;
    const subjects = takenSubjects({
      hub: hubName,
      fleet,
      clusters,
      requests,
      viewer,
      owners: context.tenants,
    });
    const caller = auth.isPrincipal(credentials, 'user')
      ? credentials.principal.userEntityRef
      : undefined;
    response.setHeader('Cache-Control', 'no-store');
    response.json({
      ...(name !== undefined && {
        name: checkName({
          name,
          tenant,
          kind: infrastructureKind(context, hubName, kind),
          caller,
          rules: context.settings.names,
          subjects,
          inCatalog,
          complete,
        }),
      }),
      ...(cidr !== undefined && {
        cidr: checkCidr({
          cidr,
          subject: { namespace: tenant, name },
          subjects,
          network: context.settings.network,
          complete,
        }),
      }),
      openRequests: requests
        .requests(hubName)
        .filter(({ state }) => state === 'open').length,
      unchecked,
    });
  });
}

/** The kind that a name is for, where the hub knows it as one that is no cluster; what is unknown is held to a cluster's rules. */
function infrastructureKind(
  { fleet }: ApiContext,
  hub: string,
  kind: string | undefined,
): string | undefined {
  const offered = fleet
    .listed(hub, 'xrd')
    .map(claimSchema)
    .filter(schema => `${schema.kind}.${schema.group}` === kind);
  const clusters = fleet
    .claims(hub)
    .some(claim => claim.cluster && `${claim.kind}.${claim.group}` === kind);
  return offered.length > 0 &&
    !clusters &&
    !offered.some(({ cluster }) => cluster)
    ? kind
    : undefined;
}

/**
 * Whether the catalog has a Resource of this name, in any namespace; undefined when it does not answer. Asked as the backend:
 * a name that someone else has is taken, although the caller may not see theirs.
 */
async function isInCatalog(
  { auth, catalog, logger }: ApiContext,
  name: string,
): Promise<boolean | undefined> {
  try {
    const { items } = await catalog.getEntities(
      {
        filter: { kind: 'Resource', 'metadata.name': name },
        fields: ['metadata.name'],
        limit: 1,
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return items.length > 0;
  } catch (error) {
    logger.warn('The catalog could not be asked for a name', error as Error);
    return undefined;
  }
}
