import type { ProjectedWorkflow } from '../../projections/types';
import type { OperationKind } from '../types';
import { referenceOf } from './applicationAddress';
import { copyOfWorkflow } from './copyOfWorkflow';
import { observeRun, planForWorkflow } from './workflowOperation';

/** Runs a copy of a Workflow from the start. What is observed is the copy. */
export const resubmitWorkflow: OperationKind<ProjectedWorkflow> = {
  name: 'resubmit',
  permission: 'workflow.operate',
  plan: (_workflow, connections) => planForWorkflow(connections),
  start: async ({ object, connections }) => {
    const { argoServer, kubernetes } = connections;
    const made = argoServer
      ? await argoServer.operate(
          { namespace: object.namespace ?? '', name: object.name },
          'resubmit',
        )
      : await kubernetes.create(
          copyOfWorkflow(await kubernetes.get(referenceOf(object))),
        );
    return {
      baseline: {},
      result: {
        hub: object.hub,
        apiVersion: object.apiVersion,
        kind: object.kind,
        namespace: made.metadata.namespace ?? object.namespace,
        name: made.metadata.name,
        uid: made.metadata.uid ?? '',
      },
    };
  },
  observe: workflow => observeRun(workflow),
};
