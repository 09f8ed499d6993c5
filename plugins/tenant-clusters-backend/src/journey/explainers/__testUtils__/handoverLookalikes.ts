import { mergedRequestFor } from '../../__testUtils__/requestFor';
import type { Lookalike } from './Lookalike';
import { provisioned, recordedStatus, runningHandover } from './situations';

/** Situations that look like those of handoverCases.ts, and are not. */
export const handoverLookalikes: Lookalike[] = [
  {
    id: 'event-missing',
    reason: 'a cluster whose event is written',
    sample: () => provisioned().sample,
  },
  {
    id: 'run-missing',
    reason: 'an event that a workflow came for',
    sample: runningHandover(recordedStatus('workflow-failed'), 'Failed'),
  },
  {
    id: 'step-failed',
    reason: 'a workflow whose attempt failed and was tried again',
    sample: runningHandover(
      {
        nodes: {
          root: { id: 'root', name: 'root', type: 'DAG', phase: 'Running' },
          retry: {
            id: 'retry',
            name: 'register',
            type: 'Retry',
            phase: 'Running',
            boundaryID: 'root',
            children: ['first'],
          },
          first: {
            id: 'first',
            name: 'register(0)',
            type: 'Pod',
            phase: 'Failed',
            boundaryID: 'root',
          },
        },
      },
      'Running',
    ),
  },
  {
    id: 'approval',
    reason: 'a gate that was passed',
    sample: runningHandover(
      {
        nodes: {
          root: { id: 'root', name: 'root', type: 'DAG', phase: 'Running' },
          gate: {
            id: 'gate',
            name: 'approve',
            type: 'Suspend',
            phase: 'Succeeded',
            boundaryID: 'root',
          },
        },
      },
      'Running',
    ),
  },
  {
    id: 'verification-failed',
    reason: 'a handover that failed',
    sample: () => {
      const sample = runningHandover(
        recordedStatus('workflow-failed'),
        'Failed',
      )();
      sample.requests.set(mergedRequestFor('prod'));
      return sample;
    },
  },
];
