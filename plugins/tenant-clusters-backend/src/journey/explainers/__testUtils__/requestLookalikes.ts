import type { Lookalike } from './Lookalike';
import { open } from './situations';

const checks = (failed: number, pending: number) => ({
  total: 2,
  passed: 2 - failed - pending,
  failed,
  pending,
  failures: [],
});

/** Situations that look like those of requestCases.ts, and are not. */
export const requestLookalikes: Lookalike[] = [
  {
    id: 'review-missing',
    reason: 'a request that was approved',
    sample: open({
      request: { reviews: [{ by: 'bruno.lima', state: 'approved' }] },
    }),
  },
  {
    id: 'merge-missing',
    reason: 'a request without approval',
    sample: open({}),
  },
  {
    id: 'checks-failed',
    reason: 'checks that are still running',
    sample: open({ request: { checks: checks(0, 1) } }),
  },
  {
    id: 'changes-requested',
    reason: 'a reviewer who merely commented',
    sample: open({
      request: { reviews: [{ by: 'bruno.lima', state: 'commented' }] },
    }),
  },
  {
    id: 'conflict',
    reason:
      'a request of which GitHub has not found out whether it can be merged',
    sample: open({ request: { mergeable: 'unknown' } }),
  },
  { id: 'draft', reason: 'a request that is ready', sample: open({}) },
];
