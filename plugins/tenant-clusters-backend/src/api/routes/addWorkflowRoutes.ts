import { NotFoundError } from '@backstage/errors';
import type { WorkflowList } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { hubList, involvedHubs, stalenessOf } from '../answers/hubAnswers';
import { sendCacheable } from '../answers/sendCacheable';
import {
  mayReadWorkflow,
  missingNodes,
  workflowAnswer,
} from '../answers/workflowAnswers';
import { workflowGraph } from '../answers/workflowGraph';
import type { ApiRouter } from '../ApiRouter';
import type { DoorContext } from '../DoorContext';
import { among } from '../list/among';
import { matchesWords, searchWords } from '../list/matchesWords';
import { paginateSorted } from '../list/paginate';
import type { IndexedWorkflow } from '../model/IndexedWorkflow';
import { addressKey, clusterKey } from '../model/IndexedCluster';
import type { WorkflowLink } from '../model/WorkflowIndex';
import { handlerFor } from './clusterHandlers';
import { mayReadHubs } from './mayReadHubs';

const DEFAULT_LIMIT = 50;

/** `GET /workflows`, one of them as a graph, and those of one cluster. */
export function addWorkflowRoutes(
  router: ApiRouter,
  context: DoorContext,
): void {
  addList(router, context);
  addClusterList(router, context);
  addDetail(router, context);
}

interface LinkedWorkflow {
  workflow: IndexedWorkflow;
  link: WorkflowLink | undefined;
}

function page(
  { model }: DoorContext,
  items: LinkedWorkflow[],
  query: { limit?: number; cursor?: string },
): Omit<WorkflowList, 'hubs'> {
  const { items: shown, ...counts } = paginateSorted({
    items,
    by: 'created',
    keyOf: ({ workflow }) => model.workflows.key(workflow),
    limit: Number(query.limit ?? DEFAULT_LIMIT),
    cursor: query.cursor,
  });
  return {
    items: shown.map(({ workflow, link }) => workflowAnswer(workflow, link)),
    ...counts,
  };
}

function addList(router: ApiRouter, context: DoorContext): void {
  const { httpAuth, viewers, permissions, model } = context;
  router.get('/workflows', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const [viewer, platform] = await Promise.all([
      viewers.viewer(credentials),
      mayReadHubs(permissions, credentials),
    ]);
    const { query } = request;
    const words = searchWords(query.text);
    const readable = model.workflows
      .newestFirst()
      .map(workflow => ({ workflow, link: model.workflows.linkOf(workflow) }))
      .filter(({ link }) => mayReadWorkflow({ viewer, platform }, link));
    const matching = readable.filter(
      ({ workflow: { summary, words: text }, link }) =>
        among(query.hub, summary.hub) &&
        among(query.template, summary.template) &&
        among(query.phase, summary.phase) &&
        among(query.tenant, link?.cluster.summary.tenant) &&
        matchesWords(words, `${text}\n${link?.cluster.words ?? ''}`),
    );
    sendCacheable(response, {
      ...page(context, matching, query),
      hubs: hubList(
        involvedHubs(
          context.hubs,
          viewer,
          new Set(readable.map(({ workflow }) => workflow.object.hub)),
        ),
      ),
    });
  });
}

function addClusterList(router: ApiRouter, context: DoorContext): void {
  router.get(
    '/clusters/:hub/:namespace/:name/workflows',
    handlerFor(context, undefined, ({ view }, { query }) => {
      const { model, hubs } = context;
      const key = clusterKey(view.summary.ref);
      const own = model.workflows
        .newestFirst()
        .map(workflow => ({ workflow, link: model.workflows.linkOf(workflow) }))
        .filter(({ link }) => link?.cluster.key === key);
      return {
        ...page(context, own, query),
        hubs: [stalenessOf(hubs, view.summary.ref.hub)],
      };
    }),
  );
}

function addDetail(router: ApiRouter, context: DoorContext): void {
  const { httpAuth, viewers, permissions, model } = context;
  router.get('/workflows/:hub/:namespace/:name', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const [viewer, platform] = await Promise.all([
      viewers.viewer(credentials),
      mayReadHubs(permissions, credentials),
    ]);
    model.clusters.refresh();
    const workflow = model.workflows.get(request.params);
    const link = workflow && model.workflows.linkOf(workflow);
    if (!workflow || !mayReadWorkflow({ viewer, platform }, link)) {
      throw new NotFoundError(
        `There is no workflow '${addressKey(request.params)}'`,
      );
    }
    const missing = missingNodes(workflow.object);
    sendCacheable(response, {
      workflow: workflowAnswer(workflow, link),
      ...workflowGraph(workflow.object.nodes),
      ...(missing && { nodesMissing: missing }),
      hub: stalenessOf(context.hubs, workflow.object.hub),
    });
  });
}
