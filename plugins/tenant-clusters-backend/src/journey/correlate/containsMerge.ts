import type { ProjectedApplication } from '../../projections/types';
import type { RequestReader, TrackedRequest } from '../../requests/types';
import { coveringSource } from './coveringApplications';

const COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/** The revision of the source that the request is about: an application can have several, in the order of its sources. */
export function revisionFor(
  application: ProjectedApplication,
  revisions: string[],
  request: TrackedRequest | undefined,
  path: string | undefined,
): string | undefined {
  const index =
    request && path !== undefined
      ? coveringSource(application, request, path)
      : 0;
  const revision = revisions[Math.max(0, index)] ?? revisions[0];
  return revision && COMMIT.test(revision) ? revision : undefined;
}

/**
 * Whether a revision holds a merge. Chart versions and branch names are never commits; undefined means that it is not known
 * yet: asking has it found out.
 */
export function containsMerge(
  requests: RequestReader,
  hub: string,
  revision: string | undefined,
  merge: string | undefined,
): boolean | undefined {
  if (revision === undefined) {
    return false;
  }
  // A claim that no request is known of was merged in no commit that could be missing.
  if (merge === undefined || revision === merge) {
    return true;
  }
  return requests.contains(hub, revision, merge);
}
