import { clusterWith } from '../../__testUtils__/clusterWith';
import {
  claimObject,
  compositeObject,
  managedObject,
  workflowObject,
} from '../../__testUtils__/objects';
import { Sample } from '../../__testUtils__/Sample';
import type { Lookalike } from './Lookalike';
import { provisioned } from './situations';

const kindState = (state: 'live' | 'connecting') => () =>
  new Sample()
    .put(
      compositeObject('prod-x1', [managedObject('Role', 'node-role', [])], {
        claim: 'prod',
      }),
      claimObject('prod', {
        composite: compositeObject('prod-x1', []),
      }),
    )
    .hub({
      kinds: [{ group: 'iam.aws.upbound.io', kind: 'Role', state, objects: 0 }],
    });

/** Situations that look like those of hubCases.ts, and are not. */
export const hubLookalikes: Lookalike[] = [
  {
    id: 'hub-unreachable',
    reason: 'a hub that refuses our credentials',
    sample: () => clusterWith([]).sample.hub({ state: 'unauthorized' }),
  },
  {
    id: 'hub-credentials',
    reason: 'a hub that does not answer',
    sample: () => clusterWith([]).sample.hub({ state: 'unreachable' }),
  },
  {
    id: 'kind-not-watched',
    reason: 'an object that is not there yet, of a kind that is read',
    sample: kindState('live'),
  },
  {
    id: 'kind-not-watched',
    reason: 'a kind that is being read for the first time',
    sample: kindState('connecting'),
  },
  {
    id: 'kind-not-watched',
    reason: 'workflows that nobody misses',
    sample: () =>
      provisioned().sample.put(workflowObject('other', { phase: 'Running' })),
  },
];
