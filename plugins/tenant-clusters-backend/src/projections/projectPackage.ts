import { projectBase, ProjectedType } from './projectBase';
import { projectConditions } from './projectConditions';
import { asRecord, asString } from './read';
import type { ProjectedPackage } from './types';

/** A Provider, Configuration or Function, or a revision of one (crossplane/crossplane:apis/pkg/v1/package_types.go, revision_types.go). */
export function projectPackage(
  object: Record<string, unknown>,
  type: ProjectedType,
): ProjectedPackage | undefined {
  const base = projectBase(object, type, 'package');
  const spec = asRecord(object.spec);
  return (
    base && {
      ...base,
      package: asString(spec.package) ?? asString(spec.image),
      currentRevision: asString(asRecord(object.status).currentRevision),
      desiredState: asString(spec.desiredState),
      conditions: projectConditions(object),
    }
  );
}
