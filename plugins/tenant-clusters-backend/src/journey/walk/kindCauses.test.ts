import { clusterWith } from '../__testUtils__/clusterWith';
import {
  applicationObject,
  eventObject,
  READY,
  SYNCED,
} from '../__testUtils__/objects';
import { mergedRequestFor } from '../__testUtils__/requestFor';
import { Sample } from '../__testUtils__/Sample';
import type { HubKindState } from '../../fleet/types';

const LATE = '2026-11-21T12:00:00Z';

const unread = (
  kind: string,
  state: HubKindState['state'] = 'failing',
): HubKindState => ({ group: 'argoproj.io', kind, state, objects: 0 });

/** What is said when all patience is over. */
function lateExplainers(sample: Sample): string[] {
  sample.view('prod');
  return sample
    .at(LATE)
    .view('prod')
    .blockers.map(({ explainer }) => explainer);
}

function provisioned() {
  const done = { conditions: [SYNCED, READY] };
  const { sample, composite } = clusterWith([], {
    claim: done,
    composite: done,
  });
  return sample.put(eventObject(composite));
}

function merged(...objects: Parameters<Sample['put']>) {
  const sample = new Sample().put(...objects);
  sample.requests.set(mergedRequestFor('prod'));
  return sample;
}

describe('a kind that nobody may read', () => {
  it.each([
    {
      reason: 'workflows: none is missed',
      sample: () => provisioned().hub({ kinds: [unread('Workflow')] }),
      expected: ['kind-not-watched'],
    },
    {
      reason: 'workflows that are read for the first time: nothing is said yet',
      sample: () =>
        provisioned().hub({ kinds: [unread('Workflow', 'connecting')] }),
      expected: [],
    },
    {
      reason: 'workflows that are read: one is missed',
      sample: () => provisioned().hub({ kinds: [unread('Workflow', 'live')] }),
      expected: ['run-missing'],
    },
    {
      reason: 'applications: none is missed for the path',
      sample: () => merged().hub({ kinds: [unread('Application')] }),
      expected: ['kind-not-watched'],
    },
    {
      reason: 'applications: what one said when it was read stands beside it',
      sample: () =>
        merged(
          applicationObject('tenant-payments', {
            status: {
              conditions: [{ type: 'ComparisonError', message: 'no' }],
            },
          }),
        ).hub({ kinds: [unread('Application')] }),
      expected: ['comparison-error', 'kind-not-watched'],
    },
  ])('$reason', ({ sample, expected }) => {
    expect(lateExplainers(sample()).sort()).toEqual(expected);
  });
});
