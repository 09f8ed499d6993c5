/** What stands in the way of a request before it is merged. */
export const REQUEST_BLOCKERS = {
  'blocker.review-missing.title': 'Nobody has reviewed it yet',
  'blocker.review-missing.detail':
    '{{request}} waits for an approval by {{team}} before it can be merged.',
  'blocker.review-missing.next': 'Review and merge {{request}}.',
  'blocker.merge-missing.title': 'Approved, but not merged yet',
  'blocker.merge-missing.next': 'Merge {{request}}.',
  'blocker.checks-failed.title': 'Checks of its pull request failed',
  'blocker.checks-failed.detail': 'Failed: {{checks}}.',
  'blocker.checks-failed.next':
    'Open {{request}}, read the failed check and correct the request.',
  'blocker.changes-requested.title': '{{reviewers}} asked for changes',
  'blocker.changes-requested.detail':
    '{{request}} cannot be merged until they are answered.',
  'blocker.changes-requested.next':
    'Read the review on {{request}} and correct the request.',
  'blocker.conflict.title': 'Its pull request conflicts with {{branch}}',
  'blocker.conflict.detail':
    'Something merged since touches the same lines, so {{request}} cannot be merged.',
  'blocker.conflict.next':
    'Run the request again, or solve the conflict on {{request}}.',
  'blocker.draft.title': 'Its pull request is still a draft',
  'blocker.draft.next': 'Mark {{request}} as ready for review.',
} as const;
