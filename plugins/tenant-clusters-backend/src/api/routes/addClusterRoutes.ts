import { requestKey } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { journeyAnswer, summaryAnswer } from '../answers/clusterAnswers';
import { stalenessOf } from '../answers/hubAnswers';
import { readableClaims, requestAnswer } from '../answers/requestAnswers';
import { sendCacheable } from '../answers/sendCacheable';
import type { ApiContext } from '../ApiContext';
import type { ApiRouter } from '../ApiRouter';
import { applicationResource } from '../../permissions';
import { streamPosition } from '../stream/StreamPosition';
import { readableCluster } from './readableCluster';

const DEFAULT_HISTORY_LIMIT = 100;

/** `GET /clusters/{hub}/{namespace}/{name}` and what hangs from it. */
export function addClusterRoutes(router: ApiRouter, context: ApiContext): void {
  addDetail(router, context);
  addResources(router, context);
  addApplications(router, context);
  addHistory(router, context);
}

function addDetail(router: ApiRouter, context: ApiContext): void {
  const { httpAuth, clusters, fleet, requests, history, tenants, feed } =
    context;
  router.get('/clusters/:hub/:namespace/:name', async (request, response) => {
    const { view, viewer, redactor } = await readableCluster(
      context,
      { ...request.params, kind: request.query.kind },
      await httpAuth.credentials(request),
    );
    const { summary, detail } = view;
    const journey = detail.journey ?? view.journey;
    const tracked =
      journey?.request &&
      requests
        .requests(summary.ref.hub)
        .find(
          candidate =>
            journey.request !== undefined &&
            requestKey(candidate) === requestKey(journey.request),
        );
    sendCacheable(response, {
      ...detail,
      cluster: summaryAnswer(summary, redactor),
      ...(journey && {
        journey: journeyAnswer({
          journey,
          redactor,
          estimates: history.estimates({
            journey: journey.kind,
            cluster: summary,
          }),
          request:
            tracked &&
            requestAnswer(
              tracked,
              readableClaims({
                request: tracked,
                viewer,
                clusters,
                owners: tenants,
              }),
            ),
        }),
      }),
      hub: stalenessOf(fleet, summary.ref.hub),
      streamPosition: streamPosition(feed, viewer),
    });
  });
}

function addResources(router: ApiRouter, context: ApiContext): void {
  router.get(
    '/clusters/:hub/:namespace/:name/resources',
    async (request, response) => {
      const { view } = await readableCluster(
        context,
        { ...request.params, kind: request.query.kind },
        await context.httpAuth.credentials(request),
      );
      sendCacheable(response, {
        items: view.resources,
        progress: view.progress,
        hub: stalenessOf(context.fleet, view.summary.ref.hub),
      });
    },
  );
}

function addApplications(router: ApiRouter, context: ApiContext): void {
  router.get(
    '/clusters/:hub/:namespace/:name/applications',
    async (request, response) => {
      const { view, viewer, redactor } = await readableCluster(
        context,
        { ...request.params, kind: request.query.kind },
        await context.httpAuth.credentials(request),
      );
      sendCacheable(response, {
        items: view.applications
          .filter(application =>
            viewer.mayReadApplication(
              applicationResource(application, [view.summary]),
            ),
          )
          .map(application => redactor.application(application)),
        hub: stalenessOf(context.fleet, view.summary.ref.hub),
      });
    },
  );
}

function addHistory(router: ApiRouter, context: ApiContext): void {
  router.get(
    '/clusters/:hub/:namespace/:name/history',
    async (request, response) => {
      const { query } = request;
      const { view } = await readableCluster(
        context,
        { ...request.params, kind: query.kind },
        await context.httpAuth.credentials(request),
      );
      const { summary, detail } = view;
      const journeys = [
        detail.journey ?? view.journey,
        ...detail.otherJourneys,
      ];
      sendCacheable(
        response,
        await context.history.transitions({
          hub: summary.ref.hub,
          // Before there is a claim, what happened is kept under its journey.
          clusters: [
            summary.uid,
            ...journeys.map(journey => journey?.key),
          ].filter(key => key !== undefined),
          limit: Number(query.limit ?? DEFAULT_HISTORY_LIMIT),
          cursor: query.cursor,
          nameOf: (hub, uid) => {
            const object = context.fleet.byUid(hub, uid);
            return object && `${object.kind} ${object.name}`;
          },
        }),
      );
    },
  );
}
