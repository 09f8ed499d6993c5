import type { ProjectedClaim } from '../../projections/types';
import { requestJourneyKey, directJourneyKey } from '../journeyKey';
import type { ClusterSubject } from '../types';
import type { ClaimRequest, ClaimRequests } from './claimRequests';

/** One journey of a claim, before anything of it is judged. */
export interface JourneyPlan {
  key: string;
  kind: 'create' | 'change' | 'remove';
  /** Undefined where the claim was applied, or deleted, directly. */
  request?: ClaimRequest;
  /** `proposed`: not merged yet; `effective`: the hub is to follow it, or does; `closed`: without a merge. */
  phase: 'proposed' | 'effective' | 'closed';
  /** A newer one took its place, so that it comes to no end of its own. */
  superseded: boolean;
  /** When it took effect or, before that, when it was opened; milliseconds since the epoch. */
  at: number;
}

/** Enough for one cluster; the history has the rest. */
const MAX_JOURNEYS = 20;

/** What comes later where the times are the same. */
const RECENCY = { create: 0, change: 1, remove: 2 } as const;

const time = (at: string | undefined) => {
  const millis = Date.parse(at ?? '');
  return Number.isNaN(millis) ? 0 : millis;
};

const PHASES = {
  open: 'proposed',
  merged: 'effective',
  closed: 'closed',
} as const;

function planOf(
  subject: ClusterSubject,
  request: ClaimRequest,
  kind: JourneyPlan['kind'],
): JourneyPlan {
  const { state, mergedAt, createdAt } = request.request;
  return {
    key: requestJourneyKey(subject, request),
    kind,
    request,
    phase: PHASES[state],
    superseded: false,
    at: time(state === 'merged' ? mergedAt : createdAt),
  };
}

/** Whether a request concerns the claim that is there, and not another that had its name before. */
function isOfThisClaim(
  { request }: ClaimRequest,
  claim: ProjectedClaim | undefined,
): boolean {
  return (
    !claim?.createdAt ||
    time(request.mergedAt ?? request.updatedAt) >= time(claim.createdAt)
  );
}

/** The journey that made the claim, or is to make it. */
function creation(
  subject: ClusterSubject,
  { create }: ClaimRequests,
  claim: ProjectedClaim | undefined,
): JourneyPlan[] {
  if (create) {
    return [planOf(subject, create, 'create')];
  }
  return claim
    ? [
        {
          key: directJourneyKey(subject, 'create'),
          kind: 'create',
          phase: 'effective',
          superseded: false,
          at: time(claim.createdAt),
        },
      ]
    : [];
}

/** A claim that is being deleted although no merged request says so was deleted by hand. */
function deletion(
  subject: ClusterSubject,
  plans: JourneyPlan[],
  claim: ProjectedClaim | undefined,
): JourneyPlan[] {
  const { remains } = subject;
  if (!remains && !claim?.deletedAt) {
    return [];
  }
  const isExplained = plans.some(
    ({ kind, phase }) => kind === 'remove' && phase === 'effective',
  );
  return isExplained
    ? []
    : [
        {
          key: directJourneyKey(subject, 'remove'),
          kind: 'remove',
          phase: 'effective',
          superseded: false,
          at: time(claim?.deletedAt ?? remains?.goneAt),
        },
      ];
}

/** Marks what comes to no end of its own because something newer took its place. */
function supersede(plans: JourneyPlan[], isGoing: boolean): void {
  const effective = plans.filter(({ phase }) => phase === 'effective');
  const removal = effective.find(({ kind }) => kind === 'remove');
  const askedSince = effective.find(({ kind }) => kind !== 'remove');
  const isAskedAgain =
    removal && askedSince && askedSince.at > removal.at && !isGoing;
  const standing = isAskedAgain ? undefined : removal;
  const change = effective.find(({ kind }) => kind === 'change');
  for (const plan of effective) {
    switch (plan.kind) {
      case 'remove':
        plan.superseded = plan !== standing;
        break;
      case 'change':
        plan.superseded = standing !== undefined || plan !== change;
        break;
      default:
        plan.superseded = standing !== undefined;
    }
  }
}

/**
 * The journeys of one claim, newest first: its creation, its changes and its removal, each with the request that asked for it,
 * where one did. A removal is superseded when the claim was asked for again before it went, a change by a newer change or by a
 * removal.
 */
export function planJourneys(
  subject: ClusterSubject,
  requests: ClaimRequests,
): JourneyPlan[] {
  const claim = subject.claim ?? subject.remains?.claim;
  const others = requests.all
    .filter(
      request => request !== requests.create && isOfThisClaim(request, claim),
    )
    .map(request => {
      const { change } = request.change;
      // A file that is added for a claim that is there already made nothing: it changes it, if anything.
      const kind = change === 'create' && claim ? 'change' : change;
      return planOf(subject, request, kind);
    });
  const plans = [...creation(subject, requests, claim), ...others];
  plans.push(...deletion(subject, plans, claim));
  plans.sort(
    (one, other) =>
      other.at - one.at || RECENCY[other.kind] - RECENCY[one.kind],
  );
  supersede(plans, claim?.deletedAt !== undefined || !!subject.remains);
  return plans.slice(0, MAX_JOURNEYS);
}
