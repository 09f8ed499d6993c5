import type { FleetReader } from '../../fleet/types';
import type {
  ApplicationSource,
  ProjectedApplication,
} from '../../projections/types';
import type { ClaimChange, TrackedRequest } from '../../requests/types';
import { isSameRepository } from './repositories';

const trimmed = (path: string) =>
  path.replace(/^(\.\/)+/, '').replace(/^\/+|\/+$/g, '');

/** Where what delivers a change is looked for: at the overlay, where it reaches the hub through one. */
export const deliveredPath = ({
  overlay,
  path,
}: Pick<ClaimChange, 'overlay' | 'path'>) => overlay ?? path;

/** Whether a path of a source, as people write it (`./tenants/`, ``), holds a file of its repository. */
export function covers(path: string, file: string): boolean {
  const folder = trimmed(path);
  return (
    folder === '' || folder === '.' || trimmed(file).startsWith(`${folder}/`)
  );
}

/**
 * Whether an application takes this very file of the source that is called `ref` for values of a chart
 * (https://argo-cd.readthedocs.io/en/stable/user-guide/multiple_sources/#helm-value-files-from-external-git-repository).
 */
export function takesValues(
  { sources }: Pick<ProjectedApplication, 'sources'>,
  { ref }: Pick<ApplicationSource, 'ref'>,
  file: string,
): boolean {
  if (ref === undefined) {
    return false;
  }
  const named = `$${ref}/${trimmed(file)}`;
  return sources.some(({ valueFiles }) => valueFiles?.includes(named));
}

/** Position of the source of an application that reads this file of the request's repository; -1 where none does. */
export function coveringSource(
  application: ProjectedApplication,
  request: TrackedRequest,
  file: string,
): number {
  return application.sources.findIndex(
    (source: ApplicationSource) =>
      (takesValues(application, source, file) ||
        (source.path !== undefined && covers(source.path, trimmed(file)))) &&
      isSameRepository({
        cloneUrl: source.repoURL,
        repository: request.repository,
        pageUrl: request.url,
      }),
  );
}

/**
 * Applications of a hub that read the file of a request, the deepest path first: that one is meant to deliver it. One that names the
 * file itself, for values, is before all of them.
 */
export function coveringApplications(
  fleet: FleetReader,
  request: TrackedRequest,
  change: ClaimChange,
): ProjectedApplication[] {
  const path = deliveredPath(change);
  const depth = (application: ProjectedApplication) => {
    const source =
      application.sources[coveringSource(application, request, path)];
    return takesValues(application, source, path)
      ? Infinity
      : trimmed(source.path ?? '').length;
  };
  return fleet
    .applications(request.hub)
    .filter(application => coveringSource(application, request, path) >= 0)
    .sort((one, other) => depth(other) - depth(one) || 0);
}
