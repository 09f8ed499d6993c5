import type { Request } from 'express';
import type { Operations } from '../../operations';
import type { ApiContext } from '../ApiContext';
import type { ApiRouter } from '../ApiRouter';

/** One object on demand: `GET /objects/{hub}/{uid}/manifest`, `events`, `diff` and `log`. The only reads that ask a hub. */
export function addObjectRoutes(
  router: ApiRouter,
  { httpAuth }: ApiContext,
  { reads }: Operations,
): void {
  const callOf = async (request: { params: { hub: string; uid: string } }) => {
    // The typed router's request is express's with narrower types.
    const plain = request as unknown as Request;
    return {
      credentials: await httpAuth.credentials(plain),
      request: plain,
      hub: request.params.hub,
      uid: request.params.uid,
    };
  };
  router.get('/objects/:hub/:uid/manifest', async (request, response) => {
    response.json(await reads.manifest(await callOf(request)));
  });
  router.get('/objects/:hub/:uid/events', async (request, response) => {
    response.json(await reads.events(await callOf(request)));
  });
  router.get('/objects/:hub/:uid/diff', async (request, response) => {
    response.json(await reads.diff(await callOf(request)));
  });
  router.get('/objects/:hub/:uid/log', async (request, response) => {
    response.json(await reads.log(await callOf(request), request.query.node));
  });
}
