import type { ScopedResource, Viewer } from '../../permissions';
import type { FleetModel } from '../model/FleetModel';
import { IndexedWorkflow } from '../model/IndexedWorkflow';
import type { ObjectChange } from './FeedEntry';

/** Whose Applications and Workflows changed: what a viewer has to be allowed to read to be told of it, each once. */
export interface ChangedScopes {
  applications: ScopedResource[];
  workflows: ScopedResource[];
  /** A Workflow changed that is nobody's. */
  unlinkedWorkflow: boolean;
}

/** Looks up once, for all viewers, whose the objects are that changed. */
export function changedScopes(
  objects: ObjectChange[],
  { applications, workflows, clusters }: FleetModel,
): ChangedScopes {
  clusters.refresh();
  const ofApplications = new Set<ScopedResource>();
  const ofWorkflows = new Set<ScopedResource>();
  let unlinkedWorkflow = false;
  for (const { role, gone, ...address } of objects) {
    if (role === 'application') {
      const application =
        gone?.role === 'application'
          ? applications.indexOf(gone)
          : applications.get(address);
      application?.scopes.forEach(scope => ofApplications.add(scope));
    } else {
      const workflow =
        gone?.role === 'workflow'
          ? new IndexedWorkflow(gone)
          : workflows.get(address);
      const link = workflow && workflows.linkOf(workflow);
      if (link) {
        ofWorkflows.add(link.cluster.scope);
      } else if (workflow) {
        unlinkedWorkflow = true;
      }
    }
  }
  return {
    applications: [...ofApplications],
    workflows: [...ofWorkflows],
    unlinkedWorkflow,
  };
}

/** That something of nobody's changed is told to whoever is shown everything else; what it is they have to be let read. */
export function mayHearOfWorkflows(
  viewer: Viewer,
  { workflows, unlinkedWorkflow }: ChangedScopes,
): boolean {
  return (
    (unlinkedWorkflow && viewer.readsAll) ||
    workflows.some(scope => viewer.mayReadScope(scope))
  );
}
