import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { hubReadPermission } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { hubAnswer } from '../answers/hubAnswers';
import { sendCacheable } from '../answers/sendCacheable';
import type { ApiContext } from '../ApiContext';
import type { ApiRouter } from '../ApiRouter';

/** `GET /hubs`: how each hub is heard, and to those who may read hubs, why. */
export function addHubRoutes(router: ApiRouter, context: ApiContext): void {
  const { httpAuth, permissions, hubs, requests } = context;
  router.get('/hubs', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const [decision] = await permissions.authorize(
      [{ permission: hubReadPermission }],
      { credentials },
    );
    const detailed = decision.result === AuthorizeResult.ALLOW;
    const repositories = requests.repositories();
    sendCacheable(response, {
      items: hubs.hubs().map(hub =>
        hubAnswer(
          hub,
          repositories.find(repository => repository.hub === hub.name),
          { detailed },
        ),
      ),
    });
  });
}
