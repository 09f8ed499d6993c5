import { projectApplication } from './projectApplication';
import { projectApplicationSet } from './projectApplicationSet';
import { projectAppProject } from './projectAppProject';
import type { ProjectedType } from './projectBase';
import { ClaimMeaning, projectClaim, projectXr } from './projectClaim';
import { projectCompositionKind } from './projectCompositionKind';
import { projectEventSource } from './projectEventSource';
import { projectGitRepository } from './projectGitRepository';
import { projectHelmRelease } from './projectHelmRelease';
import { projectKustomization } from './projectKustomization';
import { projectManaged } from './projectManaged';
import { projectPackage } from './projectPackage';
import { projectGeneric, projectMetadata } from './projectPlain';
import { projectProviderConfig } from './projectProviderConfig';
import { projectSensor } from './projectSensor';
import { projectUsage } from './projectUsage';
import { projectWarningEvent } from './projectWarningEvent';
import { projectWorkflow } from './projectWorkflow';
import { projectXrd } from './projectXrd';
import { asRecord } from './read';
import type { ProjectedObject } from './types';

type PlainRole = Exclude<ProjectedObject['role'], 'claim' | 'composite'>;

/** What the objects of a watched kind are to the model. An `xr` is a claim or a composite, object by object. */
export type ProjectionPlan =
  | ({ role: 'claim' | 'xr' } & ClaimMeaning)
  | { role: PlainRole };

const PLAIN: {
  [Role in PlainRole]: (
    object: Record<string, unknown>,
    type: ProjectedType,
  ) => ProjectedObject | undefined;
} = {
  managed: projectManaged,
  application: projectApplication,
  'application-set': projectApplicationSet,
  'app-project': projectAppProject,
  'cluster-secret': (object, type) =>
    projectMetadata(object, type, 'cluster-secret'),
  'cluster-event': (object, type) =>
    projectMetadata(object, type, 'cluster-event'),
  'warning-event': projectWarningEvent,
  workflow: projectWorkflow,
  xrd: projectXrd,
  composition: projectCompositionKind,
  package: projectPackage,
  'provider-config': projectProviderConfig,
  usage: projectUsage,
  sensor: projectSensor,
  'event-source': projectEventSource,
  kustomization: projectKustomization,
  'helm-release': projectHelmRelease,
  'git-repository': projectGitRepository,
  generic: projectGeneric,
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
    default:
      return PLAIN[plan.role](object, type);
  }
}
