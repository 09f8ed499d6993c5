import type { FleetReader } from '../../fleet/types';
import type {
  ProjectedApplication,
  ProjectedAppProject,
  SyncWindow,
} from '../../projections/types';
import type { JourneyFacts } from '../JourneyFacts';
import { matchesGlob } from './matchesGlob';
import { blockingWindow } from './syncWindows';

/** argoproj/argo-cd:controller/sync.go, SyncAppState */
const BLOCKED_BY_WINDOW = /^Sync operation blocked by sync window/;

/** Any window, where the operation says that one holds it and the AppProject is not seen. */
const UNSEEN_WINDOW: Pick<SyncWindow, 'schedule' | 'duration' | 'timeZone'> & {
  kind: string;
} = { kind: '', schedule: '', duration: '' };

/**
 * The window that holds what is to be synced: by the AppProject's own words, since an automated sync that is held back says
 * nothing anywhere.
 */
export function heldByWindow(
  facts: JourneyFacts,
  application: ProjectedApplication,
) {
  const { operation, sync, automated } = application;
  const says =
    operation?.phase === 'Running' &&
    BLOCKED_BY_WINDOW.test(operation.message ?? '')
      ? operation.message
      : undefined;
  const isDue = sync?.status === 'OutOfSync' && automated;
  if (!says && !isDue) {
    return undefined;
  }
  const { now, fleet } = facts.input;
  const project = projectOf(fleet, application);
  facts.dependOn(project);
  const found =
    project && blockingWindow(project.syncWindows, application, now);
  if (found?.until !== undefined) {
    facts.recheckAt(found.until);
  }
  const window = found?.window ?? (says ? UNSEEN_WINDOW : undefined);
  return window && { window, message: says };
}

/** The AppProject of an application: in the namespace of its Argo CD, which is another than its own for apps in any namespace. */
function projectOf(
  fleet: FleetReader,
  { hub, project, namespace }: ProjectedApplication,
): ProjectedAppProject | undefined {
  const named = fleet
    .listed(hub, 'app-project')
    .filter(({ name }) => name === project);
  return (
    named.find(candidate => candidate.namespace === namespace) ??
    named.find(({ sourceNamespaces }) =>
      sourceNamespaces.some(
        pattern => namespace !== undefined && matchesGlob(pattern, namespace),
      ),
    )
  );
}
