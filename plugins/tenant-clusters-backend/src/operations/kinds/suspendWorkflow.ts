import type { ProjectedWorkflow } from '../../projections/types';
import type { OperationKind } from '../types';
import { referenceOf } from './applicationAddress';
import {
  askArgoServer,
  hasEnded,
  observeRun,
  planForWorkflow,
} from './workflowOperation';

/** Lets no further step of a Workflow begin. */
export const suspendWorkflow: OperationKind<ProjectedWorkflow> = {
  name: 'suspend',
  permission: 'workflow.operate',
  plan: (workflow, connections) => {
    if (hasEnded(workflow)) {
      return { conflict: 'The Workflow has ended already' };
    }
    return workflow.suspended
      ? { conflict: 'The Workflow is suspended already' }
      : planForWorkflow(connections);
  },
  start: async input => {
    if (!(await askArgoServer(input, 'suspend'))) {
      await input.connections.kubernetes.patch(referenceOf(input.object), {
        spec: { suspend: true },
      });
    }
    return { baseline: {} };
  },
  observe: workflow => ({
    ...observeRun(workflow),
    state: workflow.suspended ? 'succeeded' : 'requested',
  }),
};
