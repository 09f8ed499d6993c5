import { clusterWith } from '../__testUtils__/clusterWith';
import {
  applicationObject,
  CREATING,
  eventObject,
  failed,
  managedObject,
  READY,
  secretObject,
  SYNCED,
  workflowObject,
} from '../__testUtils__/objects';
import { mergedRequestFor, requestFor } from '../__testUtils__/requestFor';
import { Sample } from '../__testUtils__/Sample';

const done = { conditions: [SYNCED, READY] };
const LATE = '2026-11-21T12:00:00Z';

const bootstrap = (health: string) =>
  applicationObject('bootstrap-prod', {
    metadata: { labels: { 'spokeport.dev/bootstrap': 'true' } },
    spec: { destination: { server: 'https://prod.example.org' } },
    status: { health: { status: health } },
  });

const handover = (phase: string) =>
  workflowObject('handover-1', {
    labels: { 'spokeport.dev/claim-uid': 'claim-prod' },
    phase,
  });

/** A cluster that came to its end, and was looked at then. */
function ready() {
  const world = clusterWith(
    [managedObject('Role', 'node-role', [SYNCED, READY])],
    { claim: done, composite: done },
  );
  world.sample.put(
    eventObject(world.composite),
    handover('Succeeded'),
    secretObject('prod'),
    bootstrap('Healthy'),
  );
  world.sample.view('prod');
  return world;
}

const denied = () =>
  managedObject('Role', 'node-role', [
    failed('AccessDenied: not authorized to perform iam:CreateRole'),
    CREATING,
  ]);

const removal = (state: 'open' | 'merged') =>
  requestFor('prod', {
    request: {
      number: 600,
      state,
      createdAt: '2026-11-21T11:00:00Z',
      updatedAt: '2026-11-21T11:00:00Z',
      ...(state === 'merged' && { mergedAt: '2026-11-21T11:00:00Z' }),
    },
    change: { change: 'remove' },
  });

/** Each state with all that comes after it in the order of precedence, so that it has to win. */
const cases: { reason: string; state: string; sample: () => Sample }[] = [
  {
    reason: 'its hub is silent, whatever was known of it',
    state: 'Unknown',
    sample: () => {
      const { sample } = ready();
      sample.requests.set(removal('merged'));
      return sample.silentUntil(LATE);
    },
  },
  {
    reason: 'it is marked for deletion, though a resource fails for good',
    state: 'Removing',
    sample: () => {
      const { sample, claim } = clusterWith([denied()]);
      return sample.at(LATE).put({
        ...claim,
        metadata: { ...claim.metadata, deletionTimestamp: LATE },
      });
    },
  },
  {
    reason: 'its removal is merged, though nothing of it happened yet',
    state: 'Removing',
    sample: () => {
      const { sample } = ready();
      sample.requests.set(removal('merged'));
      return sample.at(LATE);
    },
  },
  {
    reason: 'its removal is only proposed',
    state: 'Ready',
    sample: () => {
      const { sample } = ready();
      sample.requests.set(removal('open'));
      return sample.at(LATE);
    },
  },
  {
    reason: 'a person has to act before it can be provisioned',
    state: 'Blocked',
    sample: () => clusterWith([denied()]).sample.at(LATE),
  },
  {
    reason: 'the same failure may still pass by itself',
    state: 'Provisioning',
    sample: () =>
      clusterWith([managedObject('Role', 'r', [failed('boom'), CREATING])], {
        now: '2026-11-21T10:00:30Z',
      }).sample,
  },
  {
    reason: 'its request waits to be corrected by a person',
    state: 'Blocked',
    sample: () => {
      const sample = new Sample('2026-11-21T10:00:00Z');
      sample.requests.set(
        requestFor('prod', {
          request: {
            checks: {
              total: 1,
              passed: 0,
              failed: 1,
              pending: 0,
              failures: ['validate'],
            },
          },
        }),
      );
      sample.view('prod');
      return sample.at('2026-11-22T10:00:00Z');
    },
  },
  {
    reason: 'it is asked for and not on the hub yet',
    state: 'Requested',
    sample: () => {
      const sample = new Sample('2026-11-21T10:00:00Z');
      sample.requests.set(requestFor('prod'));
      return sample;
    },
  },
  {
    reason: 'its request is merged and not on the hub yet',
    state: 'Requested',
    sample: () => {
      const sample = new Sample('2026-11-21T09:59:00Z');
      sample.requests.set(mergedRequestFor('prod'));
      return sample;
    },
  },
  {
    reason: 'it was never ready',
    state: 'Provisioning',
    sample: () =>
      clusterWith([managedObject('Role', 'r', [SYNCED, CREATING])]).sample,
  },
  {
    reason: 'it is ready and not handed over yet',
    state: 'Connecting',
    sample: () => {
      const { sample, composite } = clusterWith([], {
        claim: done,
        composite: done,
        now: '2026-11-21T10:03:00Z',
      });
      return sample.put(eventObject(composite), handover('Running'));
    },
  },
  {
    reason: 'it was ready, and its claim is not for longer than its grace',
    state: 'Degraded',
    sample: () => {
      const { sample, claim } = ready();
      sample.at('2026-11-21T11:00:00Z').put({
        ...claim,
        status: { conditions: [SYNCED, CREATING] },
      });
      sample.view('prod');
      return sample.at('2026-11-21T11:02:00Z');
    },
  },
  {
    reason:
      'its claim is not ready for a moment: Ready flips at each recomposition',
    state: 'Ready',
    sample: () => {
      const { sample, claim } = ready();
      sample.at('2026-11-21T11:00:00Z').put({
        ...claim,
        status: { conditions: [SYNCED, CREATING] },
      });
      sample.view('prod');
      return sample.at('2026-11-21T11:01:59Z');
    },
  },
  {
    reason: 'an expected application is not healthy for longer than its grace',
    state: 'Degraded',
    sample: () => {
      const { sample } = ready();
      sample.at('2026-11-21T11:00:00Z').put(bootstrap('Progressing'));
      sample.view('prod');
      return sample.at('2026-11-21T11:05:00Z');
    },
  },
  {
    reason:
      'an expected application is not healthy for a moment: health flips at each sync',
    state: 'Ready',
    sample: () => {
      const { sample } = ready();
      sample.at('2026-11-21T11:00:00Z').put(bootstrap('Progressing'));
      sample.view('prod');
      return sample.at('2026-11-21T11:04:59Z');
    },
  },
  {
    reason: 'all of it is as it should be',
    state: 'Ready',
    sample: () => ready().sample.at(LATE),
  },
];

describe('the state of a cluster', () => {
  it.each(cases)('is $state where $reason', ({ state, sample }) => {
    expect(sample().view('prod').summary.state).toBe(state);
  });
});
