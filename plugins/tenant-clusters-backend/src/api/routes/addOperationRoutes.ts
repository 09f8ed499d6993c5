import type { OperationRequest } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { Request } from 'express';
import type { Operations } from '../../operations';
import type { ProjectedObject } from '../../projections/types';
import type { ApiContext } from '../ApiContext';
import type { ApiRouter } from '../ApiRouter';

interface NamedAddress {
  hub: string;
  namespace: string;
  name: string;
}

/** `POST …/operations`; what the caller may do: `GET …/operations`; and how an operation stands: `GET /operations/{id}`. */
export function addOperationRoutes(
  router: ApiRouter,
  context: ApiContext,
  { operations }: Operations,
): void {
  const { httpAuth, fleet } = context;
  const named = (kind: string, { hub, namespace, name }: NamedAddress) =>
    fleet.byReference(hub, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind,
      namespace,
      name,
    });
  const start = async (
    // The typed router's request is express's with narrower types.
    request: Pick<Request, 'headers'> & {
      params: object;
      body: OperationRequest;
    },
    object: ProjectedObject | undefined,
  ) => {
    const plain = request as unknown as Request;
    return operations.start(
      {
        credentials: await httpAuth.credentials(plain),
        request: plain,
        object,
        subject: { ...request.params },
      },
      request.body,
    );
  };

  router.get(
    '/applications/:hub/:namespace/:name/operations',
    async (request, response) => {
      response.json(
        await operations.options(
          named('Application', request.params),
          await httpAuth.credentials(request),
        ),
      );
    },
  );
  router.post(
    '/applications/:hub/:namespace/:name/operations',
    async (request, response) => {
      response.json(await start(request, named('Application', request.params)));
    },
  );
  router.get(
    '/workflows/:hub/:namespace/:name/operations',
    async (request, response) => {
      response.json(
        await operations.options(
          named('Workflow', request.params),
          await httpAuth.credentials(request),
        ),
      );
    },
  );
  router.post(
    '/workflows/:hub/:namespace/:name/operations',
    async (request, response) => {
      response.json(await start(request, named('Workflow', request.params)));
    },
  );
  router.get('/objects/:hub/:uid/operations', async (request, response) => {
    const { hub, uid } = request.params;
    response.json(
      await operations.options(
        fleet.byUid(hub, uid),
        await httpAuth.credentials(request),
      ),
    );
  });
  router.post('/objects/:hub/:uid/operations', async (request, response) => {
    const { hub, uid } = request.params;
    response.json(await start(request, fleet.byUid(hub, uid)));
  });
  router.get('/operations/:id', async (request, response) => {
    response.json(
      await operations.get(
        request.params.id,
        await httpAuth.credentials(request),
      ),
    );
  });
}
