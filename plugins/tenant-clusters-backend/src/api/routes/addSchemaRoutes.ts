import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { toApiError } from '../../operations/toApiError';
import { hubList, stalenessOf } from '../answers/hubAnswers';
import { sendCacheable } from '../answers/sendCacheable';
import type { ApiContext } from '../ApiContext';
import type { ApiRouter } from '../ApiRouter';
import { among } from '../list/among';
import { matchesWords, searchText, searchWords } from '../list/matchesWords';
import { claimSchema, templateAnnotations } from '../schemas/claimSchema';
import { SchemaReader } from '../schemas/SchemaReader';
import { mayReadHubs } from './mayReadHubs';
import { mayRequest } from './mayRequest';

/** `GET /schemas`: what one may request, and the schema of one kind, read from its hub when somebody asks. */
export function addSchemaRoutes(router: ApiRouter, context: ApiContext): void {
  const { httpAuth, hubs } = context;
  const schemas = new SchemaReader({ readers: context.hubReaders });

  router.get('/schemas', async (request, response) => {
    const offered = await offeredKinds(
      context,
      await httpAuth.credentials(request),
    );
    const { hub, text } = request.query;
    const words = searchWords(text);
    sendCacheable(response, {
      items: offered
        .map(({ schema }) => schema)
        .filter(
          schema =>
            among(hub, schema.hub) &&
            matchesWords(
              words,
              searchText([schema.kind, schema.group, schema.hub]),
            ),
        ),
      hubs: hubList(hubs.hubs()),
    });
  });

  router.get('/schemas/:hub/:group/:kind', async (request, response) => {
    const { hub, group, kind } = request.params;
    const offered = await offeredKinds(
      context,
      await httpAuth.credentials(request),
    );
    const found = offered.find(
      ({ schema }) =>
        schema.hub === hub && schema.group === group && schema.kind === kind,
    );
    if (!found) {
      throw new NotFoundError(
        `No kind '${kind}.${group}' is offered on '${hub}'`,
      );
    }
    try {
      const { versions, readAt } = await schemas.read(found.xrd);
      sendCacheable(response, {
        kind: found.schema,
        versions,
        annotations: templateAnnotations(found.xrd),
        readAt,
        hub: stalenessOf(hubs, hub),
      });
    } catch (error) {
      throw toApiError(error);
    }
  });
}

/** Kinds by hub and name. What has no namespace belongs to no tenant: only the platform team is offered it. */
async function offeredKinds(
  { permissions, fleet }: ApiContext,
  credentials: BackstageCredentials,
) {
  const [allowed, platform] = await Promise.all([
    mayRequest(permissions, credentials),
    mayReadHubs(permissions, credentials),
  ]);
  if (!allowed) {
    throw new NotAllowedError('You may not request anything');
  }
  return fleet
    .hubs()
    .flatMap(({ name }) => fleet.listed(name, 'xrd'))
    .map(xrd => ({ xrd, schema: claimSchema(xrd) }))
    .filter(({ schema }) => schema.namespaced || platform)
    .sort(
      (one, other) =>
        one.schema.hub.localeCompare(other.schema.hub) ||
        one.schema.kind.localeCompare(other.schema.kind) ||
        one.schema.group.localeCompare(other.schema.group),
    );
}
