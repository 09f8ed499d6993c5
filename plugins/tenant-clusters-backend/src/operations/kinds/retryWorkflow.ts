import type { ProjectedWorkflow } from '../../projections/types';
import type { OperationKind } from '../types';
import { present } from './read';
import { askArgoServer, observeRun } from './workflowOperation';

const NOT_CONNECTED =
  "The hub's configuration has no Argo Server (tenantClusters.hubs[].argoServer), which alone can set the failed steps back. Resubmit it instead: that runs a copy from the start.";

/** Runs the failed steps of a Workflow again. */
export const retryWorkflow: OperationKind<ProjectedWorkflow> = {
  name: 'retry',
  permission: 'workflow.operate',
  plan: (workflow, { argoServer }) => {
    if (workflow.phase !== 'Failed' && workflow.phase !== 'Error') {
      return { conflict: 'Only a Workflow that failed can be retried' };
    }
    return argoServer
      ? { via: 'argo-server' }
      : { missing: 'argoServer', reason: NOT_CONNECTED };
  },
  start: async input => {
    await askArgoServer(input, 'retry');
    return { baseline: present({ finishedAt: input.object.finishedAt }) };
  },
  observe: (workflow, baseline) => {
    const seen = observeRun(workflow);
    // Until it runs again it shows how it ended before.
    return workflow.finishedAt === baseline.finishedAt &&
      seen.state === 'failed'
      ? { state: 'requested', observed: seen.observed }
      : seen;
  },
};
