import { projectApplication } from './projectApplication';
import { projectApplicationSet, projectAppProject } from './projectArgo';
import type { ProjectedType } from './projectBase';
import { ClaimMeaning, projectClaim, projectXr } from './projectClaim';
import { projectManaged } from './projectManaged';
import { projectGeneric, projectMetadata } from './projectPlain';
import { projectWarningEvent } from './projectWarningEvent';
import { projectWorkflow } from './projectWorkflow';
import { projectXrd } from './projectXrd';
import { asRecord } from './read';
import type { ProjectedObject } from './types';

/** What the objects of a watched kind are to the model. An `xr` is a claim or a composite, object by object. */
export type ProjectionPlan =
  | ({ role: 'claim' | 'xr' } & ClaimMeaning)
  | {
      role: Exclude<ProjectedObject['role'], 'claim' | 'composite'>;
    };

/**
 * Projects one object of a hub.
 *
 * @param options.object - as it came over the wire: nothing about its shape is believed
 * @returns undefined for what is no stored object (no uid or name), or not what the plan is for
 */
export function projectObject(options: {
  type: ProjectedType;
  plan: ProjectionPlan;
  object: unknown;
}): ProjectedObject | undefined {
  const { type, plan } = options;
  const object = asRecord(options.object);
  switch (plan.role) {
    case 'claim':
      return projectClaim(object, type, plan);
    case 'xr':
      return projectXr(object, type, plan);
    case 'managed':
      return projectManaged(object, type);
    case 'application':
      return projectApplication(object, type);
    case 'application-set':
      return projectApplicationSet(object, type);
    case 'app-project':
      return projectAppProject(object, type);
    case 'cluster-secret':
    case 'cluster-event':
      return projectMetadata(object, type, plan.role);
    case 'warning-event':
      return projectWarningEvent(object, type);
    case 'workflow':
      return projectWorkflow(object, type);
    case 'xrd':
      return projectXrd(object, type);
    default:
      return projectGeneric(object, type);
  }
}
