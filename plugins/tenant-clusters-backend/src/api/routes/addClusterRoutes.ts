import type { ApiRouter } from '../ApiRouter';
import type { DoorContext } from '../DoorContext';
import {
  applicationsAnswer,
  detailAnswer,
  handlerFor,
  historyAnswer,
  journeyDetailAnswer,
  resourcesAnswer,
} from './clusterHandlers';

const INFRASTRUCTURE = 'infrastructure';

/** `GET /clusters/{hub}/{namespace}/{name}` and what hangs from it, and the same of claims that are no clusters. */
export function addClusterRoutes(
  router: ApiRouter,
  context: DoorContext,
): void {
  router.get(
    '/clusters/:hub/:namespace/:name',
    handlerFor(context, undefined, read => detailAnswer(context, read)),
  );
  router.get(
    '/clusters/:hub/:namespace/:name/journey',
    handlerFor(context, undefined, (read, { query }) =>
      journeyDetailAnswer(context, read, query.key),
    ),
  );
  router.get(
    '/clusters/:hub/:namespace/:name/resources',
    handlerFor(context, undefined, read => resourcesAnswer(context, read)),
  );
  router.get(
    '/clusters/:hub/:namespace/:name/applications',
    handlerFor(context, undefined, read => applicationsAnswer(context, read)),
  );
  router.get(
    '/clusters/:hub/:namespace/:name/history',
    handlerFor(context, undefined, (read, { query }) =>
      historyAnswer(context, read, query),
    ),
  );
  router.get(
    '/infrastructure/:hub/:namespace/:name',
    handlerFor(context, INFRASTRUCTURE, read => detailAnswer(context, read)),
  );
  router.get(
    '/infrastructure/:hub/:namespace/:name/journey',
    handlerFor(context, INFRASTRUCTURE, (read, { query }) =>
      journeyDetailAnswer(context, read, query.key),
    ),
  );
  router.get(
    '/infrastructure/:hub/:namespace/:name/resources',
    handlerFor(context, INFRASTRUCTURE, read => resourcesAnswer(context, read)),
  );
  router.get(
    '/infrastructure/:hub/:namespace/:name/history',
    handlerFor(context, INFRASTRUCTURE, (read, { query }) =>
      historyAnswer(context, read, query),
    ),
  );
}
