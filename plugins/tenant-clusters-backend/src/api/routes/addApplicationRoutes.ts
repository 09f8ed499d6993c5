import { NotFoundError } from '@backstage/errors';
import type { ApplicationStatusTotals } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { Viewer } from '../../permissions';
import {
  applicationAnswer,
  applicationDeployments,
  applicationSources,
  deliveredResources,
  mayReadApplication,
  readableClusters,
} from '../answers/applicationAnswers';
import { summaryAnswer } from '../answers/clusterAnswers';
import {
  hubList,
  hubRevisions,
  involvedHubs,
  stalenessOf,
} from '../answers/hubAnswers';
import { Redactor } from '../answers/Redactor';
import { sendCacheable } from '../answers/sendCacheable';
import { listText, sendJson } from '../answers/sendJson';
import type { ApiRouter } from '../ApiRouter';
import type { DoorContext } from '../DoorContext';
import {
  applicationFilter,
  type ApplicationFilter,
} from '../list/applicationFilter';
import { among } from '../list/among';
import { paginateSorted } from '../list/paginate';
import type { IndexedApplication } from '../model/IndexedApplication';
import { addressKey } from '../model/IndexedCluster';
import { streamPosition } from '../stream/StreamPosition';

const DEFAULT_LIMIT = 100;

/** `GET /applications` and one of them. */
export function addApplicationRoutes(
  router: ApiRouter,
  context: DoorContext,
): void {
  addList(router, context);
  addDetail(router, context);
}

const redactorFor = (context: DoorContext, viewer: Viewer) =>
  new Redactor({
    viewer,
    clusters: context.clusters,
    fleet: context.fleet,
    owners: context.tenants,
  });

/** What a list is made of, found in one pass over all Applications. */
interface Selection {
  /** In the order in which they were given. */
  items: IndexedApplication[];
  totals: ApplicationStatusTotals;
  projects: string[];
  hubs: Set<string>;
}

function count(
  totals: ApplicationStatusTotals,
  { sync, health }: IndexedApplication,
): void {
  totals.total += 1;
  totals.synced += Number(sync === 'Synced');
  totals.outOfSync += Number(sync === 'OutOfSync');
  totals.healthy += Number(health === 'Healthy');
  totals.progressing += Number(health === 'Progressing');
  totals.degraded += Number(health === 'Degraded');
  totals.missing += Number(health === 'Missing');
  totals.unknown += Number(health === 'Unknown' || sync === 'Unknown');
}

function select(
  applications: IndexedApplication[],
  viewer: Viewer,
  query: ApplicationFilter & { sync?: string[]; health?: string[] },
): Selection {
  const matches = applicationFilter(query, viewer);
  const items: IndexedApplication[] = [];
  const projects = new Set<string>();
  const hubs = new Set<string>();
  const totals = {
    total: 0,
    synced: 0,
    outOfSync: 0,
    healthy: 0,
    progressing: 0,
    degraded: 0,
    missing: 0,
    unknown: 0,
  };
  for (const application of applications) {
    if (mayReadApplication(viewer, application)) {
      projects.add(application.project);
      hubs.add(application.object.hub);
      if (matches(application)) {
        count(totals, application);
        const { sync, health } = application;
        if (among(query.sync, sync) && among(query.health, health)) {
          items.push(application);
        }
      }
    }
  }
  return { items, totals, projects: [...projects].sort(), hubs };
}

function addList(router: ApiRouter, context: DoorContext): void {
  const { httpAuth, viewers, feed, model } = context;
  router.get('/applications', async (request, response) => {
    const viewer = await viewers.viewer(await httpAuth.credentials(request));
    const position = streamPosition(feed, viewer);
    const { query } = request;
    const { sort = 'attention', order = 'asc', limit = DEFAULT_LIMIT } = query;
    const entries = model.applications.applications();
    const {
      items,
      totals,
      projects,
      hubs: involved,
    } = select(entries.sorted(sort), viewer, query);
    const descending = order === 'desc';
    const { items: page, ...counts } = paginateSorted({
      items: descending ? items.reverse() : items,
      by: sort,
      keyOf: application => entries.key(application, sort),
      descending,
      limit: Number(limit),
      cursor: query.cursor,
    });
    const redactor = redactorFor(context, viewer);
    const shown = page.map(application =>
      applicationAnswer(application, viewer, redactor),
    );
    const hubs = involvedHubs(context.hubs, viewer, involved);
    const rest = { ...counts, totals, projects };
    sendJson(response, {
      parts: [viewer.decision, shown, rest, hubRevisions(hubs)],
      text: () =>
        listText(
          shown.map(application => JSON.stringify(application)),
          { ...rest, hubs: hubList(hubs), streamPosition: position },
        ),
    });
  });
}

function addDetail(router: ApiRouter, context: DoorContext): void {
  const { httpAuth, viewers, model } = context;
  router.get(
    '/applications/:hub/:namespace/:name',
    async (request, response) => {
      const viewer = await viewers.viewer(await httpAuth.credentials(request));
      const application = model.applications.get(request.params);
      if (!application || !mayReadApplication(viewer, application)) {
        throw new NotFoundError(
          `There is no application '${addressKey(request.params)}'`,
        );
      }
      const redactor = redactorFor(context, viewer);
      const { object } = application;
      const set = object.owners.find(({ kind }) => kind === 'ApplicationSet');
      const parent = parentOf(context, application);
      sendCacheable(response, {
        application: applicationAnswer(application, viewer, redactor),
        clusters: readableClusters(application, viewer).map(({ summary }) =>
          summaryAnswer(summary, redactor),
        ),
        resources: deliveredResources(
          application,
          viewer,
          redactor.isShared(application.shown),
        ),
        sources: applicationSources(object),
        deployments: applicationDeployments(object),
        ...(object.automated && { automated: object.automated }),
        ...(set && { applicationSet: set.name }),
        ...(parent &&
          mayReadApplication(viewer, parent) && {
            parent: `${parent.object.namespace ?? ''}/${parent.object.name}`,
          }),
        hub: stalenessOf(context.hubs, object.hub),
      });
    },
  );
}

/** The Application that delivers this one (app of apps). */
function parentOf(
  { fleet, model }: DoorContext,
  { object }: IndexedApplication,
): IndexedApplication | undefined {
  const { hub, apiVersion, kind, namespace, name } = object;
  const [parent] = fleet.applicationsTracking(hub, {
    apiVersion,
    kind,
    namespace,
    name,
  });
  return (
    parent &&
    model.applications.get({
      hub,
      namespace: parent.namespace ?? '',
      name: parent.name,
    })
  );
}
