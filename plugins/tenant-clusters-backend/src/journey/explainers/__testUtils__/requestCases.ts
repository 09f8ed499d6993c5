import { MINUTE } from './ExplainerCase';
import type { ExplainerCase } from './ExplainerCase';
import { open } from './situations';

export const requestCases: ExplainerCase[] = [
  {
    reason: 'nobody has reviewed it',
    id: 'review-missing',
    from: 'cited: GitHub REST API, pull request reviews',
    sample: open({}),
    title: 'Nobody has reviewed it yet',
    detail:
      'acme/platform#409 waits for an approval by platform team before it can be merged.',
    next: 'Review and merge acme/platform#409.',
    actor: 'platform-team',
    patience: 72 * 60 * MINUTE,
  },
  {
    reason: 'approved and not merged',
    id: 'merge-missing',
    from: 'cited: GitHub REST API, pull request reviews',
    sample: open({
      request: { reviews: [{ by: 'bruno.lima', state: 'approved' }] },
    }),
    title: 'Approved, but not merged yet',
    next: 'Merge acme/platform#409.',
    actor: 'platform-team',
    patience: 72 * 60 * MINUTE,
  },
  {
    reason: 'a check failed',
    id: 'checks-failed',
    from: 'cited: GitHub REST API, check runs',
    sample: open({
      request: {
        checks: {
          total: 2,
          passed: 1,
          failed: 1,
          pending: 0,
          failures: ['validate'],
        },
      },
    }),
    title: 'Checks of its pull request failed',
    detail: 'Failed: validate.',
    next: 'Open acme/platform#409, read the failed check and correct the request.',
    actor: 'requester',
    patience: 0,
  },
  {
    reason: 'a reviewer asked for changes',
    id: 'changes-requested',
    from: 'cited: GitHub REST API, pull request reviews',
    sample: open({
      request: { reviews: [{ by: 'bruno.lima', state: 'changes-requested' }] },
    }),
    title: 'bruno.lima asked for changes',
    detail: 'acme/platform#409 cannot be merged until they are answered.',
    next: 'Read the review on acme/platform#409 and correct the request.',
    actor: 'requester',
    patience: 0,
  },
  {
    reason: 'a conflict with the base',
    id: 'conflict',
    from: 'cited: GitHub REST API, mergeable_state dirty',
    sample: open({ request: { mergeable: 'conflicting' } }),
    title: 'Its pull request conflicts with main',
    detail:
      'Something merged since touches the same lines, so acme/platform#409 cannot be merged.',
    next: 'Run the request again, or solve the conflict on acme/platform#409.',
    actor: 'requester',
    patience: 0,
  },
  {
    reason: 'a draft',
    id: 'draft',
    from: 'cited: GitHub REST API, draft',
    sample: open({ request: { draft: true } }),
    title: 'Its pull request is still a draft',
    next: 'Mark acme/platform#409 as ready for review.',
    actor: 'requester',
    patience: 72 * 60 * MINUTE,
  },
];
