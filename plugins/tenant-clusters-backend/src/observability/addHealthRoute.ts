import type {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { hubReadPermission } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ApiRouter } from '../api/ApiRouter';
import type { HubStates } from '../fleet/HubStates';
import { hubHealth } from './hubHealth';

/**
 * `GET /health`: which hub and kind is not in sync, for a monitor and for those who may read hubs. It is no part of the
 * portal's own readiness: a portal whose hubs are all down still serves what it knows, and says so.
 */
export function addHealthRoute(
  router: ApiRouter,
  context: {
    httpAuth: HttpAuthService;
    permissions: PermissionsService;
    hubs: HubStates;
  },
): void {
  const { httpAuth, permissions, hubs } = context;
  router.get('/health', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const [decision] = await permissions.authorize(
      [{ permission: hubReadPermission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError('You may not read hubs');
    }
    const health = hubHealth(hubs);
    const fails =
      request.query.require === 'in-sync' && health.status !== 'in-sync';
    response
      .status(fails ? 503 : 200)
      .set('cache-control', 'no-store')
      .json(health);
  });
}
