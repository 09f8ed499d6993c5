import { projectBase, ProjectedType } from './projectBase';
import { projectConditions } from './projectConditions';
import { projectState } from './projectState';
import type { ProjectedGeneric, ProjectedMetadata } from './types';

/** A Secret or ConfigMap. Whatever else the object holds, only its metadata is looked at. */
export function projectMetadata(
  object: Record<string, unknown>,
  type: ProjectedType,
  role: ProjectedMetadata['role'],
): ProjectedMetadata | undefined {
  const base = projectBase(object, type, role);
  return base && base;
}

export function projectGeneric(
  object: Record<string, unknown>,
  type: ProjectedType,
): ProjectedGeneric | undefined {
  const base = projectBase(object, type, 'generic');
  return (
    base && {
      ...base,
      conditions: projectConditions(object),
      state: projectState(object),
    }
  );
}
