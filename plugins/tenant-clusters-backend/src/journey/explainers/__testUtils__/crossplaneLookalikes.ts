import { clusterWith } from '../../__testUtils__/clusterWith';
import {
  CREATING,
  managedObject,
  READY,
  SYNCED,
  warningObject,
} from '../../__testUtils__/objects';
import type { Lookalike } from './Lookalike';
import { saying } from './situations';

/** Situations that look like those of crossplaneCases.ts, and are not. */
export const crossplaneLookalikes: Lookalike[] = [
  {
    id: 'no-composition',
    reason: 'a Composition that is merely named',
    sample: saying('cannot patch from Composition xtenantclusters: timed out'),
  },
  {
    id: 'function-fatal',
    reason: 'a fatal error of another kind',
    sample: saying('fatal result expected, got none'),
  },
  {
    id: 'undeclared-field',
    reason: 'a field that is declared',
    sample: saying('field spec.region declared in schema is required'),
  },
  {
    id: 'undeclared-field',
    reason: 'a conflict of two writers, which passes',
    sample: () => {
      const { sample, composite } = clusterWith([]);
      return sample.put(
        warningObject(composite, {
          reason: 'ComposeResources',
          message:
            'cannot apply: the object has been modified; please apply your changes to the latest version',
        }),
      );
    },
  },
  {
    id: 'unavailable',
    reason: 'a resource that is being created',
    sample: () =>
      clusterWith([managedObject('Role', 'node-role', [SYNCED, CREATING])])
        .sample,
  },
  {
    id: 'paused',
    reason: 'an annotation that pauses nothing',
    sample: () =>
      clusterWith([
        managedObject('Role', 'node-role', [SYNCED, CREATING], {
          metadata: { annotations: { 'crossplane.io/paused': 'false' } },
        }),
      ]).sample,
  },
  {
    id: 'reference',
    reason: 'a reference to what fails itself',
    sample: () =>
      clusterWith([
        managedObject('Role', 'node-role', [
          {
            type: 'Synced',
            status: 'False',
            reason: 'ReconcileError',
            message: 'no',
          },
        ]),
        managedObject('NodeGroup', 'nodes', [
          {
            type: 'Synced',
            status: 'False',
            reason: 'ReconcileError',
            message: 'cannot resolve references: referenced field was empty',
          },
        ]),
      ]).sample,
  },
  {
    id: 'slow',
    reason: 'a resource that is ready',
    sample: () =>
      clusterWith([managedObject('Role', 'node-role', [SYNCED, READY])], {
        composite: { conditions: [SYNCED, READY] },
        claim: { conditions: [SYNCED, READY] },
      }).sample,
  },
  {
    id: 'children-unready',
    reason: 'an XR whose unready part says itself that it is not ready',
    sample: () =>
      clusterWith([managedObject('Role', 'node-role', [SYNCED, CREATING])], {
        composite: {
          conditions: [
            SYNCED,
            { ...CREATING, message: 'Unready resources: node-role' },
          ],
        },
      }).sample,
  },
];
