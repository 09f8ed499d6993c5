/** What stands in the way of the handover and of taking a cluster out of Argo CD. */
export const HANDOVER_BLOCKERS = {
  'blocker.event-missing.title': 'No handover event was written',
  'blocker.event-missing.detail':
    'The cluster is provisioned, but its Composition has not written the event that starts the handover.',
  'blocker.event-missing.next':
    'See whether the Composition composes the event ConfigMap.',
  'blocker.run-missing.title': 'The handover did not start',
  'blocker.run-missing.detail':
    'The event {{event}} is written, but no workflow was started for it.',
  'blocker.run-missing.next':
    'See whether EventSource, Sensor and EventBus run, then write the event again.',
  'blocker.step-failed.title': 'The handover failed at {{step}}',
  'blocker.step-failed.detail': 'Workflow {{workflow}} ended with {{phase}}.',
  'blocker.step-failed.next':
    'Correct what the message names, then retry the workflow.',
  'blocker.verification-failed.title': 'Its verification failed at {{step}}',
  'blocker.verification-failed.detail':
    'Workflow {{workflow}} ended as {{phase}}: what {{request}} brought does not work as it should.',
  'blocker.verification-failed.next':
    'Revert {{request}}, or correct it with another request.',
  'blocker.offboard-missing.title':
    'It is gone, but still registered in Argo CD',
  'blocker.offboard-missing.detail':
    'No workflow took {{cluster}} out of Argo CD: {{secret}} is still there, and applications keep trying to reach it.',
  'blocker.offboard-missing.next': 'Run the offboard workflow for {{cluster}}.',
  'blocker.approval.title': 'The handover waits for an approval at {{step}}',
  'blocker.approval.detail': 'Workflow {{workflow}} stands at a Suspend node.',
  'blocker.approval.next': 'Resume workflow {{workflow}} in Argo Workflows.',
} as const;
