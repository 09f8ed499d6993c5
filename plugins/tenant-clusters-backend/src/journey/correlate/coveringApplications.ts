import type { FleetReader } from '../../fleet/types';
import type {
  ApplicationSource,
  ProjectedApplication,
} from '../../projections/types';
import type { ClaimChange, TrackedRequest } from '../../requests/types';
import { isSameRepository } from './repositories';

const trimmed = (path: string) =>
  path.replace(/^(\.\/)+/, '').replace(/^\/+|\/+$/g, '');

/** Whether a path of a source, as people write it (`./tenants/`, ``), holds a file of its repository. */
export function covers(path: string, file: string): boolean {
  const folder = trimmed(path);
  return (
    folder === '' || folder === '.' || trimmed(file).startsWith(`${folder}/`)
  );
}

/** Position of the source of an application that reads this file of the request's repository; -1 where none does. */
export function coveringSource(
  application: ProjectedApplication,
  request: TrackedRequest,
  file: string,
): number {
  return application.sources.findIndex(
    (source: ApplicationSource) =>
      source.path !== undefined &&
      isSameRepository({
        cloneUrl: source.repoURL,
        repository: request.repository,
        pageUrl: request.url,
      }) &&
      covers(source.path, trimmed(file)),
  );
}

/** Applications of a hub that read the file of a request, the deepest path first: that one is meant to deliver it. */
export function coveringApplications(
  fleet: FleetReader,
  request: TrackedRequest,
  change: ClaimChange,
): ProjectedApplication[] {
  const depth = (application: ProjectedApplication) => {
    const source =
      application.sources[coveringSource(application, request, change.path)];
    return trimmed(source.path ?? '').length;
  };
  return fleet
    .applications(request.hub)
    .filter(
      application => coveringSource(application, request, change.path) >= 0,
    )
    .sort((one, other) => depth(other) - depth(one));
}
