import type {
  ApplicationResource,
  ProjectedApplication,
  ProjectedClaim,
} from '../../projections/types';
import { deliveredPath } from '../correlate/coveringApplications';
import { containsMerge, revisionFor } from '../correlate/containsMerge';
import type { JourneyFacts } from '../JourneyFacts';

/** Whether a claim was applied at a commit that holds the merge. */
export interface Applied {
  /** Undefined: not known yet. */
  applied: boolean | undefined;
  revision?: string;
}

const isEntryOf =
  (claim: ProjectedClaim) =>
  ({ group, kind, namespace, name }: ApplicationResource) =>
    group === claim.group &&
    kind === claim.kind &&
    name === claim.name &&
    (namespace ?? '') === (claim.namespace ?? '');

/**
 * The commit that people wrote, of the revisions that Argo CD names one a source. Under the source hydrator it names the commit
 * that the hydrator made: the dry one is known only while it belongs to that.
 */
function commitOf(
  { request }: JourneyFacts,
  application: ProjectedApplication,
  revisions: string[],
): string | undefined {
  const { hydrated } = application;
  if (hydrated) {
    return hydrated.hydratedSha && revisions.includes(hydrated.hydratedSha)
      ? hydrated.drySha
      : undefined;
  }
  return revisionFor(
    application,
    revisions,
    request?.request,
    request && deliveredPath(request.change),
  );
}

/**
 * Whether an application applied the claim at a commit that holds the merge: the claim's entry is Synced, and the application
 * is Synced at such a revision, or its last operation applied this claim at one. `sync.revision` alone is what was compared; a
 * commit that changes nothing writes no history; a partial sync covers only what it lists, and a dry run nothing.
 */
export function appliedByArgoCd(
  facts: JourneyFacts,
  application: ProjectedApplication,
  claim: ProjectedClaim,
): Applied {
  const { input, request } = facts;
  const { sync, operation, resources } = application;
  const isSyncedEntry = (entry: ApplicationResource) =>
    isEntryOf(claim)(entry) && entry.status === 'Synced';
  if (!resources.some(isSyncedEntry)) {
    return { applied: false };
  }
  const byOperation =
    operation && !operation.dryRun && operation.resources.some(isSyncedEntry);
  const candidates = [
    ...(sync?.status === 'Synced'
      ? [commitOf(facts, application, sync.revisions)]
      : []),
    ...(byOperation ? [commitOf(facts, application, operation.revisions)] : []),
  ];
  // A chart or a branch tells nothing of a merge, and nothing is to be told where no merge is known.
  if (!request?.request.mergeCommit && candidates.length > 0) {
    return { applied: true, revision: candidates.find(Boolean) };
  }
  const answers = candidates.map(revision => ({
    revision,
    applied: containsMerge(
      input.requests,
      claim.hub,
      revision,
      request?.request.mergeCommit,
    ),
  }));
  return (
    answers.find(({ applied }) => applied) ??
    answers.find(({ applied }) => applied === undefined) ?? { applied: false }
  );
}
