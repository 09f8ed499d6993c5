import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { ClusterInGit } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { stalenessOf } from '../answers/hubAnswers';
import type { ApiContext } from '../ApiContext';
import type { ApiRouter } from '../ApiRouter';
import { dependents } from '../proposals/dependents';
import { proposalFor, type ProposedCluster } from '../proposals/proposalFor';
import type { Handler } from './clusterHandlers';

/** Places that requests named; a claim that moved more often is searched for. */
const MAX_KNOWN_PATHS = 3;

/**
 * `GET /clusters/{hub}/{namespace}/{name}/git` and `…/dependents`: what a form that changes or removes a cluster shows before
 * anything is proposed.
 */
export function addProposalRoutes(
  router: ApiRouter,
  context: ApiContext,
): void {
  router.get(
    '/clusters/:hub/:namespace/:name/git',
    handlerOf(context, proposed => gitAnswer(context, proposed)),
  );
  router.get(
    '/clusters/:hub/:namespace/:name/dependents',
    handlerOf(context, proposed => ({
      ...dependents(context, proposed),
      hub: stalenessOf(context.hubs, proposed.claim.hub),
    })),
  );
}

/** Makes a handler of what is answered about a cluster that somebody may be about to change or remove: it holds for this moment. */
function handlerOf<T>(
  context: ApiContext,
  answer: (proposed: ProposedCluster) => T | Promise<T>,
): Handler<T> {
  return async (request, response) => {
    const proposed = await proposalFor(
      context,
      { ...request.params, kind: request.query.kind },
      await context.httpAuth.credentials(request),
    );
    response.setHeader('Cache-Control', 'no-store');
    response.json(await answer(proposed));
  };
}

/** Each answer may cost calls to GitHub, which only those who are about to propose something are worth. */
async function gitAnswer(
  { claimFiles, requests }: ApiContext,
  proposed: ProposedCluster,
): Promise<ClusterInGit> {
  const { claim, may, openRequests, read } = proposed;
  const { hub, group, kind, namespace, name } = claim;
  if (may.length === 0) {
    throw new NotAllowedError(
      'You may propose neither a change nor the removal of this cluster',
    );
  }
  const paths = requests
    .requestsFor(claim)
    .filter(({ state }) => state === 'merged')
    .flatMap(({ changes }) =>
      changes.filter(
        change =>
          change.name === name &&
          change.namespace === namespace &&
          change.kind === kind &&
          change.group === group &&
          change.change !== 'remove' &&
          change.application === undefined,
      ),
    )
    .map(({ path }) => path);
  const file = await claimFiles.find({
    hub,
    claim,
    paths: [...new Set(paths)].slice(0, MAX_KNOWN_PATHS),
  });
  if (!file) {
    const asked = openRequests.find(({ change }) => change === 'create');
    throw new NotFoundError(
      asked
        ? `The cluster is not in Git yet: pull request #${asked.request.number} asks for it`
        : 'No file of the platform repository holds the claim of this cluster: it may be rendered from a chart or an overlay, which is to be changed by hand',
    );
  }
  const { fields, path, url, branch, readAt } = file;
  return {
    cluster: read.view.summary.ref,
    may,
    path,
    url,
    branch,
    readAt,
    values: fields,
    openRequests,
  };
}
