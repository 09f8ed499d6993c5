import type { ProjectedClaim } from '../../projections/types';
import type { ClaimChange, TrackedRequest } from '../../requests/types';

/** Clocks of the forge and of the hub disagree by so many milliseconds at most. */
const CLOCK_SLACK = 60_000;

/** A request together with what it does to one claim. */
export interface ClaimRequest {
  request: TrackedRequest;
  change: ClaimChange;
}

export interface ClaimRequests {
  /** The one that made the claim, or is to make it. */
  create?: ClaimRequest;
  /** The one that removes it; merged ones first. */
  remove?: ClaimRequest;
  /** All of them, newest first. */
  all: ClaimRequest[];
}

interface ClaimIdentity {
  group: string;
  kind: string;
  namespace: string;
  name: string;
}

function changeOf(
  request: TrackedRequest,
  { group, kind, namespace, name }: ClaimIdentity,
): ClaimRequest[] {
  const change = request.changes.find(
    candidate =>
      candidate.group === group &&
      candidate.kind === kind &&
      candidate.namespace === namespace &&
      candidate.name === name,
  );
  return change ? [{ request, change }] : [];
}

const created = (claim: ProjectedClaim | undefined) =>
  claim?.createdAt ? Date.parse(claim.createdAt) : undefined;

/**
 * Sorts the requests of an address by what they mean for the claim that is there now. The same name may have been asked for,
 * removed and asked for again: what was merged after the claim was created did not create it, and a removal merged before was
 * another's.
 */
export function claimRequests(
  requests: TrackedRequest[],
  identity: ClaimIdentity,
  claim?: ProjectedClaim,
): ClaimRequests {
  const all = requests.flatMap(request => changeOf(request, identity));
  const birth = created(claim);
  const mergedAt = ({ request }: ClaimRequest) =>
    request.state === 'merged' && request.mergedAt
      ? Date.parse(request.mergedAt)
      : undefined;
  const removals = all.filter(({ change }) => change.change === 'remove');
  const creations = all.filter(({ change }) => change.change === 'create');
  const isOurs = (candidate: ClaimRequest) => {
    const merged = mergedAt(candidate);
    return birth === undefined
      ? merged !== undefined
      : merged !== undefined && merged <= birth + CLOCK_SLACK;
  };
  const create =
    (birth === undefined
      ? creations.find(({ request }) => request.state === 'open')
      : undefined) ??
    creations.find(isOurs) ??
    creations.find(({ request }) => request.state === 'open');
  const remove =
    removals.find(candidate => {
      const merged = mergedAt(candidate);
      return merged !== undefined && (birth === undefined || merged >= birth);
    }) ?? removals.find(({ request }) => request.state === 'open');
  return { create, remove, all };
}

/** Whether the claim of an address is still to come: it is asked for, or was merged and not removed since. */
export function isPending(requests: ClaimRequests): boolean {
  const live = requests.all.filter(({ request }) => request.state !== 'closed');
  if (
    live.some(
      ({ request, change }) =>
        request.state === 'open' && change.change === 'create',
    )
  ) {
    return true;
  }
  const merged = live
    .filter(({ request }) => request.state === 'merged')
    .sort(
      (one, other) =>
        Date.parse(other.request.mergedAt ?? '') -
        Date.parse(one.request.mergedAt ?? ''),
    );
  return merged[0]?.change.change === 'create';
}
