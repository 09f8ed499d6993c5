import { clusterWith } from '../../__testUtils__/clusterWith';
import {
  READY,
  secretObject,
  SYNCED,
  workflowObject,
} from '../../__testUtils__/objects';
import { mergedRequestFor } from '../../__testUtils__/requestFor';
import { MINUTE } from './ExplainerCase';
import type { ExplainerCase } from './ExplainerCase';
import { provisioned, recordedStatus, runningHandover } from './situations';

export const handoverCases: ExplainerCase[] = [
  {
    reason: 'provisioned, and no event was written',
    id: 'event-missing',
    from: 'by design: absence of evidence',
    sample: () => {
      const { sample } = clusterWith([], {
        claim: { conditions: [SYNCED, READY] },
      });
      return sample.put(secretObject('other'));
    },
    title: 'No handover event was written',
    detail:
      'The cluster is provisioned, but its Composition has not written the event that starts the handover.',
    next: 'See whether the Composition composes the event ConfigMap.',
    actor: 'platform-team',
    patience: 5 * MINUTE,
  },
  {
    reason: 'the event is written, and no workflow came',
    id: 'run-missing',
    from: 'by design: absence of evidence',
    sample: () => provisioned().sample,
    title: 'The handover did not start',
    detail:
      'The event cluster-event-prod-x1 is written, but no workflow was started for it.',
    next: 'See whether EventSource, Sensor and EventBus run, then write the event again.',
    actor: 'platform-team',
    patience: 3 * MINUTE,
  },
  {
    reason: 'a step of the handover failed',
    id: 'step-failed',
    from: 'recorded: Argo Workflows 3.7',
    sample: runningHandover(recordedStatus('workflow-failed'), 'Failed'),
    title: 'The handover failed at configure-user-access',
    detail: 'Workflow handover-1 ended with Failed.',
    next: 'Correct what the message names, then retry the workflow.',
    actor: 'platform-team',
    patience: 0,
  },
  {
    reason: 'a Suspend node waits for somebody',
    id: 'approval',
    from: 'recorded: Argo Workflows 3.7',
    sample: runningHandover(
      recordedStatus('workflow-approval-gate'),
      'Running',
    ),
    title: 'The handover waits for an approval at approve',
    detail: 'Workflow handover-1 stands at a Suspend node.',
    next: 'Resume workflow handover-1 in Argo Workflows.',
    actor: 'platform-team',
    patience: 15 * MINUTE,
  },
  {
    reason: 'what a request brought does not stand its verification',
    id: 'verification-failed',
    from: 'recorded: Argo Workflows 3.7',
    sample: () => {
      const { sample, claim } = provisioned();
      sample.requests.set(mergedRequestFor('prod'));
      return sample.put(
        workflowObject('verify-1', {
          labels: {
            'spokeport.dev/claim-uid': claim.metadata.uid,
            'spokeport.dev/stage': 'verified',
          },
          phase: 'Failed',
          status: recordedStatus('workflow-failed'),
        }),
      );
    },
    title: 'Its verification failed at configure-user-access',
    detail:
      'Workflow verify-1 ended as Failed: what acme/platform#409 brought does not work as it should.',
    next: 'Revert acme/platform#409, or correct it with another request.',
    actor: 'requester',
    patience: 0,
  },
];
