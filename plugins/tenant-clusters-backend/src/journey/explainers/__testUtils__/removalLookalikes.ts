import { clusterWith } from '../../__testUtils__/clusterWith';
import {
  inventoryOf,
  kustomizationObject,
} from '../../__testUtils__/fluxObjects';
import {
  applicationObject,
  compositeObject,
  entryOf,
  managedObject,
  READY,
  secretObject,
  SYNCED,
} from '../../__testUtils__/objects';
import { Sample } from '../../__testUtils__/Sample';
import type { Lookalike } from './Lookalike';
import {
  CLAIM,
  deleting,
  failingWith,
  outOfSync,
  removing,
  saying,
} from './situations';

/** Situations that look like those of removalCases.ts, and are not. */
export const removalLookalikes: Lookalike[] = [
  {
    id: 'prune-off',
    reason: 'an application that prunes',
    sample: () =>
      removing(
        outOfSync({
          status: {
            resources: [
              { ...entryOf(CLAIM, 'OutOfSync'), requiresPruning: true },
            ],
          },
        }),
      ),
  },
  {
    id: 'prune-off',
    reason: 'an application without pruning that has not seen the removal yet',
    sample: () =>
      removing(
        applicationObject('tenant-payments', {
          spec: { syncPolicy: { automated: { prune: false } } },
          status: { resources: [entryOf(CLAIM)] },
        }),
      ),
  },
  {
    id: 'prune-off',
    reason: 'a Kustomization that prunes',
    sample: () =>
      removing(kustomizationObject('tenants', { status: inventoryOf(CLAIM) })),
  },
  {
    id: 'prune-confirm',
    reason: 'a confirmation that was given: the operation is over',
    sample: () =>
      removing(
        outOfSync({
          status: {
            resources: [entryOf(CLAIM, 'OutOfSync')],
            operationState: {
              phase: 'Succeeded',
              message:
                'waiting for pruning confirmation of platform.spokeport.dev/TenantCluster/prod',
            },
          },
        }),
      ),
  },
  {
    id: 'usage',
    reason: 'a Usage of another claim',
    sample: () =>
      deleting(
        {},
        failingWith.usage({
          of: {
            apiVersion: 'platform.spokeport.dev/v1alpha1',
            kind: 'TenantCluster',
            resourceRef: { name: 'stage' },
          },
        }),
      ),
  },
  {
    id: 'usage',
    reason: 'a Usage of a claim that nobody wants to delete',
    sample: () =>
      clusterWith([], { claim: { conditions: [SYNCED, READY] } }).sample.put(
        failingWith.usage({ reason: 'production' }),
      ),
  },
  {
    id: 'finaliser',
    reason: 'a finaliser above something that is still there',
    sample: () => {
      const sample = deleting({
        finalizers: ['finalizer.managedresource.crossplane.io'],
        conditions: [
          {
            type: 'Synced',
            status: 'False',
            reason: 'ReconcileError',
            message: 'no',
          },
        ],
      });
      const deletionTimestamp = '2026-11-22T09:59:00Z';
      return sample.put(
        compositeObject('prod-x1', [managedObject('Release', 'addons', [])], {
          claim: 'prod',
          metadata: {
            deletionTimestamp,
            finalizers: ['composite.apiextensions.crossplane.io'],
          },
        }),
      );
    },
  },
  {
    id: 'finaliser-unreachable',
    reason: 'a cluster that cannot be reached by what nobody deletes',
    sample: saying('observe failed: dial tcp 10.0.0.1:443: i/o timeout'),
  },
  {
    id: 'offboard-missing',
    reason: 'a cluster that is gone, and its registration with it',
    sample: () => new Sample('2026-11-22T10:00:00Z').put(secretObject('other')),
    subject: {
      hub: 'hub-eu',
      namespace: 'payments',
      name: 'prod',
      kind: 'TenantCluster.platform.spokeport.dev',
      infrastructure: false,
      remains: { uid: CLAIM.metadata.uid, goneAt: '2026-11-22T10:00:00Z' },
      requests: [],
    },
  },
];
