import { seal } from './fingerprint';
import { projectBase, ProjectedType } from './projectBase';
import { projectConditions } from './projectConditions';
import { asRecord, asRecords, asString, asStrings } from './read';
import type { ProjectedApplicationSet, ProjectedAppProject } from './types';

export function projectApplicationSet(
  object: Record<string, unknown>,
  type: ProjectedType,
): ProjectedApplicationSet | undefined {
  const base = projectBase(object, type, 'application-set');
  return (
    base &&
    seal<ProjectedApplicationSet>({
      ...base,
      conditions: projectConditions(object),
    })
  );
}

export function projectAppProject(
  object: Record<string, unknown>,
  type: ProjectedType,
): ProjectedAppProject | undefined {
  const base = projectBase(object, type, 'app-project');
  const spec = asRecord(object.spec);
  return (
    base &&
    seal<ProjectedAppProject>({
      ...base,
      sourceRepos: asStrings(spec.sourceRepos),
      destinations: asRecords(spec.destinations).map(destination => ({
        name: asString(destination.name),
        server: asString(destination.server),
        namespace: asString(destination.namespace),
      })),
      syncWindows: asRecords(spec.syncWindows).length,
    })
  );
}
