import type {
  ProjectedGeneric,
  ProjectedMetadata,
  ProjectedWarningEvent,
} from './baseTypes';
import type {
  ProjectedClaim,
  ProjectedComposite,
  ProjectedComposition,
  ProjectedManaged,
  ProjectedPackage,
  ProjectedProviderConfig,
  ProjectedUsage,
  ProjectedXrd,
} from './crossplaneTypes';
import type {
  ProjectedAppProject,
  ProjectedApplication,
  ProjectedApplicationSet,
} from './argoCdTypes';
import type {
  ProjectedEventSource,
  ProjectedSensor,
  ProjectedWorkflow,
} from './argoRunTypes';
import type {
  ProjectedGitRepository,
  ProjectedHelmRelease,
  ProjectedKustomization,
} from './fluxTypes';

export type * from './baseTypes';
export type * from './crossplaneTypes';
export type * from './argoCdTypes';
export type * from './argoRunTypes';
export type * from './fluxTypes';

/**
 * What the model keeps of the objects of a hub. A projection is a pure function from an object on the wire to one of these;
 * fields that a hub leaves out or fills oddly become undefined or empty, never an exception. Objects are compared by
 * their content without the resourceVersion: a change that alters nothing else here is no change.
 */
export type ProjectedObject =
  | ProjectedClaim
  | ProjectedComposite
  | ProjectedManaged
  | ProjectedApplication
  | ProjectedApplicationSet
  | ProjectedAppProject
  | ProjectedMetadata
  | ProjectedWarningEvent
  | ProjectedWorkflow
  | ProjectedXrd
  | ProjectedComposition
  | ProjectedPackage
  | ProjectedProviderConfig
  | ProjectedUsage
  | ProjectedSensor
  | ProjectedEventSource
  | ProjectedKustomization
  | ProjectedHelmRelease
  | ProjectedGitRepository
  | ProjectedGeneric;
