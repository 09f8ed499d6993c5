import { projectBase, ProjectedType } from './projectBase';
import { projectConditions } from './projectConditions';
import { asRecord, asString } from './read';
import type { ProjectedGitRepository } from './types';

/** A Flux GitRepository (fluxcd/source-controller:api/v1/gitrepository_types.go). */
export function projectGitRepository(
  object: Record<string, unknown>,
  type: ProjectedType,
): ProjectedGitRepository | undefined {
  const base = projectBase(object, type, 'git-repository');
  if (!base) {
    return undefined;
  }
  const spec = asRecord(object.spec);
  const ref = asRecord(spec.ref);
  return {
    ...base,
    url: asString(spec.url) ?? '',
    suspended: spec.suspend === true,
    ref: {
      branch: asString(ref.branch),
      tag: asString(ref.tag),
      semver: asString(ref.semver),
      commit: asString(ref.commit),
    },
    artifactRevision: asString(
      asRecord(asRecord(object.status).artifact).revision,
    ),
    conditions: projectConditions(object),
  };
}
