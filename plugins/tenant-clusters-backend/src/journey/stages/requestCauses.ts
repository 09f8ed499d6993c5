import type { BlockerCauseType } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { TrackedRequest } from '../../requests/types';
import type { Cause } from '../Cause';
import { requestEvidence, requestLabel } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { cleanText } from '../text';

const names = (people: string[]) =>
  people.map(person => cleanText(person, 60)).join(', ');

function reviewersWho(request: TrackedRequest, state: string): string[] {
  return request.reviews
    .filter(review => review.state === state)
    .map(({ by }) => by);
}

/** Who approved, as people are listed. */
export const approvers = (request: TrackedRequest) =>
  names(reviewersWho(request, 'approved'));

/** What keeps an open pull request from being merged: what its author must mend first, a missing review last. */
export function requestCauses(facts: JourneyFacts): Cause[] {
  const request = facts.request?.request;
  if (request?.state !== 'open') {
    return [];
  }
  const cause = (
    type: BlockerCauseType,
    ordinary: boolean,
    more: Record<string, string> = {},
    since?: string,
  ): Cause => ({
    type,
    stage: 'reviewed',
    resource: requestLabel(request),
    facts: { request: requestLabel(request), ...more },
    since: facts.observe(
      'blocker',
      `request/${request.number ?? request.commit}/${type}`,
      'standing',
      since,
    ),
    waiting: 0,
    depth: 0,
    ordinary,
    evidence: [requestEvidence(request)],
  });
  const causes: Cause[] = [];
  const critics = reviewersWho(request, 'changes-requested');
  if (critics.length > 0) {
    const said = request.reviews.find(
      ({ state }) => state === 'changes-requested',
    );
    causes.push(
      cause(
        'changes-requested',
        false,
        { reviewers: names(critics) },
        said?.at,
      ),
    );
  }
  if (request.checks && request.checks.failed > 0) {
    const checks = names(request.checks.failures.slice(0, 5));
    causes.push(cause('checks-failed', false, { checks }));
  }
  if (request.mergeable === 'conflicting') {
    causes.push(cause('conflict', false, { branch: request.base }));
  }
  if (request.draft) {
    causes.push(cause('draft', true, {}, request.createdAt));
  }
  if (causes.length === 0) {
    const missing = approvers(request) ? 'merge-missing' : 'review-missing';
    causes.push(cause(missing, true, {}, request.createdAt));
  }
  return causes;
}
