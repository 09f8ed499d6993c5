import { clusterWith } from '../../__testUtils__/clusterWith';
import { compositeObject, managedObject } from '../../__testUtils__/objects';
import { MINUTE } from './ExplainerCase';
import type { ExplainerCase } from './ExplainerCase';

export const hubCases: ExplainerCase[] = [
  {
    reason: 'a hub that does not answer',
    id: 'hub-unreachable',
    from: 'by design: silence',
    sample: () =>
      clusterWith([], { now: '2026-11-21T10:00:00Z' }).sample.hub({
        state: 'unreachable',
      }),
    title: 'Hub Europe does not answer',
    detail: 'What is shown is what was last known.',
    next: 'See whether the hub and the way to it are up.',
    actor: 'platform-team',
    patience: 0,
  },
  {
    reason: 'a hub that refuses our credentials',
    id: 'hub-credentials',
    from: 'cited: Kubernetes API, 401 Unauthorized',
    sample: () =>
      clusterWith([], { now: '2026-11-21T10:00:00Z' }).sample.hub({
        state: 'unauthorized',
      }),
    title: 'Hub Europe refuses our credentials',
    detail:
      'They are wrong or have expired. What is shown is what was last known.',
    next: 'Renew the credentials of the hub in the configuration.',
    actor: 'platform-team',
    patience: 0,
  },
  {
    reason: 'a kind that the role does not let us read',
    id: 'kind-not-watched',
    from: 'by design: the hub answers 403 to list and watch',
    sample: () =>
      clusterWith([])
        .sample.put(
          compositeObject('prod-x1', [managedObject('Role', 'node-role', [])], {
            claim: 'prod',
          }),
        )
        .hub({
          kinds: [
            {
              group: 'iam.aws.upbound.io',
              kind: 'Role',
              state: 'failing',
              objects: 0,
              message: 'roles.iam.aws.upbound.io is forbidden',
            },
          ],
        }),
    title: 'Role objects of Hub Europe cannot be read',
    detail:
      'The hub does not let them be listed and watched, so nothing can be said of them.',
    next: 'Let the read role of Hub Europe list and watch Role; portal doctor names what is missing.',
    actor: 'platform-team',
    patience: 5 * MINUTE,
  },
];
