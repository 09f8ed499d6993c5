import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type {
  ApplicationList,
  ClusterDetail,
  JourneyDetail,
  ResourceTree,
  TransitionList,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { applicationResource } from '../../permissions';
import { summaryAnswer } from '../answers/clusterAnswers';
import { stalenessOf } from '../answers/hubAnswers';
import { readJourney } from '../answers/readJourney';
import {
  sendCacheable,
  type CacheableResponse,
} from '../answers/sendCacheable';
import type { ApiContext } from '../ApiContext';
import { streamPosition } from '../stream/StreamPosition';
import { readableCluster, type ReadCluster } from './readableCluster';

const DEFAULT_HISTORY_LIMIT = 100;

/** A request for something at `/{hub}/{namespace}/{name}`. */
export type AddressedRequest = Parameters<HttpAuthService['credentials']>[0];

/** Answers such a request. */
export type Handler<T> = (
  request: AddressedRequest,
  response: CacheableResponse<T>,
) => Promise<void>;

/** Makes a handler for clusters, or for claims that are none, of what is answered about one. */
export function handlerFor<T>(
  context: ApiContext,
  only: 'infrastructure' | undefined,
  answer: (read: ReadCluster, request: AddressedRequest) => T | Promise<T>,
): Handler<T> {
  return async (request, response) => {
    const read = await readableCluster(
      context,
      { ...request.params, kind: request.query.kind },
      await context.httpAuth.credentials(request),
      only,
    );
    sendCacheable(response, await answer(read, request));
  };
}

/** The cluster with its journey and blocker. */
export function detailAnswer(
  context: ApiContext,
  read: ReadCluster,
): ClusterDetail {
  const { view, viewer, redactor } = read;
  const { summary, detail } = view;
  const position = streamPosition(context.feed, viewer);
  const journey = detail.journey ?? view.journey;
  return {
    ...detail,
    cluster: summaryAnswer(summary, redactor),
    ...(journey && { journey: readJourney(context, read, journey) }),
    hub: stalenessOf(context.hubs, summary.ref.hub),
    streamPosition: position,
  };
}

/** One of its journeys by key. */
export function journeyDetailAnswer(
  context: ApiContext,
  read: ReadCluster,
  key: string,
): JourneyDetail {
  const { journey: current, journeys, summary } = read.view;
  const journey = [current, ...journeys].find(known => known?.key === key);
  if (!journey) {
    throw new NotFoundError(`There is no journey '${key}'`);
  }
  return {
    cluster: summary.ref,
    journey: readJourney(context, read, journey),
    hub: stalenessOf(context.hubs, summary.ref.hub),
  };
}

/** Everything that was made for it. */
export function resourcesAnswer(
  context: ApiContext,
  { view }: ReadCluster,
): ResourceTree {
  return {
    items: view.resources,
    progress: view.progress,
    hub: stalenessOf(context.hubs, view.summary.ref.hub),
  };
}

/** The Applications that deliver to it. */
export function applicationsAnswer(
  context: ApiContext,
  { view, viewer, redactor }: ReadCluster,
): ApplicationList {
  return {
    items: view.applications
      .filter(application =>
        viewer.mayReadApplication(
          applicationResource(application, [view.summary]),
        ),
      )
      .map(application => redactor.application(application)),
    hub: stalenessOf(context.hubs, view.summary.ref.hub),
  };
}

/** What happened to it. */
export async function historyAnswer(
  context: ApiContext,
  { view }: ReadCluster,
  query: { limit?: number; cursor?: string },
): Promise<TransitionList> {
  const { summary, detail } = view;
  const journeys = [view.journey, ...view.journeys, ...detail.otherJourneys];
  const page = await context.history.transitions({
    hub: summary.ref.hub,
    // Before there is a claim, what happened is kept under its journey.
    clusters: [
      ...new Set(
        [summary.uid, ...journeys.map(journey => journey?.key)].filter(
          key => key !== undefined,
        ),
      ),
    ],
    limit: Number(query.limit ?? DEFAULT_HISTORY_LIMIT),
    cursor: query.cursor,
    nameOf: (hub, uid) => {
      const object = context.fleet.byUid(hub, uid);
      return object && `${object.kind} ${object.name}`;
    },
  });
  return { ...page, hub: stalenessOf(context.hubs, summary.ref.hub) };
}
