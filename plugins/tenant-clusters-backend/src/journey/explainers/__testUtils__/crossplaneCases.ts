import { clusterWith } from '../../__testUtils__/clusterWith';
import {
  CREATING,
  managedObject,
  SYNCED,
  warningObject,
} from '../../__testUtils__/objects';
import { Sample } from '../../__testUtils__/Sample';
import { MINUTE } from './ExplainerCase';
import type { ExplainerCase } from './ExplainerCase';
import { saying } from './situations';

export const crossplaneCases: ExplainerCase[] = [
  {
    reason: 'no Composition of that name',
    id: 'no-composition',
    from: 'recorded: Crossplane 2.1',
    sample: () =>
      new Sample().load('claim-no-composition', 'xr-no-composition'),
    cluster: 'nocomp-7044',
    title: 'There is no Composition does-not-exist',
    detail: 'Crossplane does not know how to build XTenantCluster without it.',
    next: 'Install the Composition, or name another one in the claim.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason: 'a function refuses',
    id: 'function-fatal',
    from: 'recorded: Crossplane 2.1',
    sample: () =>
      new Sample().load('claim-function-fatal', 'xr-function-fatal'),
    cluster: 'fatal-7044',
    title: 'The platform refuses it: region broken is not offered',
    detail: 'Step resources of its Composition ended with a fatal result.',
    next: 'Correct the request, or the Composition where the request is right.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason: 'only a Warning event says why: XR Creating with Synced=True',
    id: 'undeclared-field',
    from: 'cited: server-side apply of sigs.k8s.io/structured-merge-diff, as Crossplane 2.1 reports it',
    sample: () => {
      const { sample, composite } = clusterWith([]);
      return sample.put(
        warningObject(composite, {
          reason: 'ComposeResources',
          message:
            'cannot compose resources: cannot apply composite resource status: failed to create typed patch object (/prod-x1; platform.spokeport.dev/v1alpha1, Kind=XTenantCluster): .status.endpoint: field not declared in schema',
        }),
      );
    },
    title:
      'Its Composition writes a field that XTenantCluster does not declare',
    detail:
      'The field status.endpoint is missing in the schema, so the status is never written and it never becomes ready.',
    next: 'Declare status.endpoint in the CompositeResourceDefinition.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason: 'a resource is unavailable while its XR merely says Creating',
    id: 'unavailable',
    from: 'recorded: Crossplane 2.1, provider-nop',
    sample: () =>
      new Sample().load(
        'claim-resource-unavailable',
        'xr-resource-unavailable',
        'managed-unavailable',
      ),
    cluster: 'unready-7044',
    title: 'ClusterNopResource eks is unavailable',
    detail: 'It was created, and its provider reports that it does not work.',
    next: 'Look at ClusterNopResource eks in the cloud account.',
    actor: 'platform-team',
    patience: 5 * MINUTE,
  },
  {
    reason: 'paused',
    id: 'paused',
    from: 'cited: crossplane/crossplane-runtime:apis/common/v1/condition.go',
    sample: () =>
      clusterWith([
        managedObject('Role', 'node-role', [
          {
            type: 'Synced',
            status: 'False',
            reason: 'ReconcilePaused',
            lastTransitionTime: '2026-11-21T10:00:00Z',
          },
        ]),
      ]).sample,
    title: 'Role node-role is paused',
    detail: 'Somebody paused it with the annotation crossplane.io/paused.',
    next: 'Remove the annotation from Role node-role to let it continue.',
    actor: 'platform-team',
    patience: 0,
  },
  {
    reason: 'refers to what never comes',
    id: 'reference',
    from: 'cited: crossplane/crossplane-runtime:pkg/reference/reference.go',
    sample: saying(
      'cannot resolve references: mg.Spec.ForProvider.RoleArn: referenced field was empty (referenced resource may not yet be ready)',
    ),
    title: 'Role node-role waits for what it refers to',
    next: 'Look at what the message names; it may not exist.',
    actor: 'platform-team',
    patience: 60 * MINUTE,
  },
  {
    reason: 'nothing says why, for longer than clouds take',
    id: 'slow',
    from: 'recorded form: Ready=False/Creating without a message',
    sample: () =>
      clusterWith([managedObject('Role', 'node-role', [SYNCED, CREATING])])
        .sample,
    title: 'Role node-role takes longer than usual',
    detail: 'It reports no error; nothing says why it is not ready.',
    next: 'Look at Role node-role in the cloud account.',
    actor: 'platform-team',
    patience: 60 * MINUTE,
  },
  {
    reason: 'an XR that names parts of which nothing is seen',
    id: 'children-unready',
    from: 'cited: crossplane/crossplane:internal/controller/apiextensions/composite/reconciler.go',
    sample: () =>
      clusterWith([], {
        composite: {
          conditions: [
            SYNCED,
            { ...CREATING, message: 'Unready resources: eks, and network' },
          ],
        },
      }).sample,
    title: 'XTenantCluster prod-x1 waits for eks, and network',
    detail: 'Nothing says why they are not ready.',
    next: 'Look at them in the tree of its resources.',
    actor: 'platform-team',
    patience: 60 * MINUTE,
  },
  {
    reason: 'no Composition fits what the claim selects',
    id: 'no-composition',
    from: 'cited: crossplane/crossplane:internal/controller/apiextensions/composite/api.go, errNoCompatibleComposition',
    sample: saying(
      'cannot select Composition: no compatible Compositions found',
    ),
    title: 'No Composition fits it',
    detail: 'Crossplane does not know how to build Role without it.',
    next: 'Install the Composition, or name another one in the claim.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
];
