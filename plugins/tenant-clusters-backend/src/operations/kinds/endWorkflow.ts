import type { ProjectedWorkflow } from '../../projections/types';
import type { OperationKind } from '../types';
import { referenceOf } from './applicationAddress';
import {
  askArgoServer,
  hasEnded,
  observeRun,
  planForWorkflow,
} from './workflowOperation';

/** Stop lets the exit handler of a Workflow run, terminate does not. */
const end = (name: 'stop' | 'terminate'): OperationKind<ProjectedWorkflow> => ({
  name,
  permission: 'workflow.operate',
  plan: (workflow, connections) =>
    hasEnded(workflow)
      ? { conflict: 'The Workflow has ended already' }
      : planForWorkflow(connections),
  start: async input => {
    if (!(await askArgoServer(input, name))) {
      await input.connections.kubernetes.patch(referenceOf(input.object), {
        spec: { shutdown: name === 'stop' ? 'Stop' : 'Terminate' },
      });
    }
    return { baseline: {} };
  },
  observe: workflow => {
    const { observed, message } = observeRun(workflow);
    return hasEnded(workflow)
      ? { state: 'succeeded', message, observed }
      : { state: 'requested', observed };
  },
});

export const stopWorkflow = end('stop');
export const terminateWorkflow = end('terminate');
