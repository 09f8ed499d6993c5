import type {
  Sentence,
  WorkflowSummary,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { say } from '../../journey';
import type { Viewer } from '../../permissions';
import type { ProjectedWorkflow } from '../../projections/types';
import type { IndexedWorkflow } from '../model/IndexedWorkflow';
import type { WorkflowLink } from '../model/WorkflowIndex';

/** Who asks, and whether what belongs to no tenant is theirs to see. */
export interface WorkflowReader {
  viewer: Viewer;
  platform: boolean;
}

/** A Workflow that ran for a claim is seen by who may read that claim; any other by the platform team only. */
export function mayReadWorkflow(
  { viewer, platform }: WorkflowReader,
  link: WorkflowLink | undefined,
): boolean {
  return link ? viewer.mayReadScope(link.cluster.scope) : platform;
}

/** A Workflow as lists show it. */
export function workflowAnswer(
  workflow: IndexedWorkflow,
  link: WorkflowLink | undefined,
): WorkflowSummary {
  const tenant = link?.cluster.summary.tenant;
  return {
    ...workflow.summary,
    ...(link && { cluster: link.cluster.summary.ref, via: link.via }),
    ...(tenant && { tenant }),
  };
}

/** Why a Workflow is shown without its steps. */
export function missingNodes({
  nodesMissing,
}: ProjectedWorkflow): Sentence | undefined {
  switch (nodesMissing) {
    case 'offloaded':
      return say('workflow.nodes.offloaded');
    case 'compressed':
      return say('workflow.nodes.compressed');
    default:
      return undefined;
  }
}
