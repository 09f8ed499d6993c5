import { projectBase, ProjectedType } from './projectBase';
import { asRecord, asRecords, asString, asStrings, bounded } from './read';
import type { ProjectedAppProject, SyncWindow } from './types';

const MAX_WINDOWS = 200;
const MAX_DESCRIPTION = 500;

function projectSyncWindow(window: Record<string, unknown>): SyncWindow {
  return {
    kind: window.kind === 'allow' ? 'allow' : 'deny',
    schedule: asString(window.schedule) ?? '',
    duration: asString(window.duration) ?? '',
    applications: asStrings(window.applications),
    namespaces: asStrings(window.namespaces),
    clusters: asStrings(window.clusters),
    manualSync: window.manualSync === true,
    andOperator: window.andOperator === true,
    timeZone: asString(window.timeZone),
    description: bounded(asString(window.description), MAX_DESCRIPTION),
  };
}

/** An Argo CD AppProject (argoproj/argo-cd:pkg/apis/application/v1alpha1/types.go, AppProjectSpec). */
export function projectAppProject(
  object: Record<string, unknown>,
  type: ProjectedType,
): ProjectedAppProject | undefined {
  const base = projectBase(object, type, 'app-project');
  const spec = asRecord(object.spec);
  return (
    base && {
      ...base,
      sourceRepos: asStrings(spec.sourceRepos),
      sourceNamespaces: asStrings(spec.sourceNamespaces),
      destinations: asRecords(spec.destinations).map(destination => ({
        name: asString(destination.name),
        server: asString(destination.server),
        namespace: asString(destination.namespace),
      })),
      syncWindows: asRecords(spec.syncWindows)
        .slice(0, MAX_WINDOWS)
        .map(projectSyncWindow),
      roles: asRecords(spec.roles).flatMap(({ name }) => asString(name) ?? []),
    }
  );
}
