import { clusterWith } from '../__testUtils__/clusterWith';
import {
  CREATING,
  failed,
  managedObject,
  READY,
  SYNCED,
} from '../__testUtils__/objects';
import type { WireObject } from '../__testUtils__/Sample';

const OWNED = {
  ownerReferences: [
    {
      apiVersion: 'platform.spokeport.dev/v1alpha1',
      kind: 'XTenantCluster',
      name: 'prod-x1',
      uid: 'xr-prod-x1',
      controller: true,
    },
  ],
};

const role = managedObject('Role', 'node-role', [failed('no'), CREATING], {
  metadata: { ...OWNED, labels: { part: 'nodes' } },
});

const part = (
  kind: string,
  name: string,
  forProvider: Record<string, unknown>,
  options: { owned?: boolean; ready?: boolean; unresolved?: boolean } = {},
): WireObject => {
  const { owned = true, ready, unresolved } = options;
  const waiting = unresolved
    ? [
        failed('cannot resolve references: referenced field was empty'),
        CREATING,
      ]
    : [SYNCED, CREATING];
  return managedObject(kind, name, ready ? [SYNCED, READY] : waiting, {
    spec: { forProvider },
    ...(owned && { metadata: OWNED }),
  });
};

describe('how many wait for a failing resource', () => {
  it.each([
    {
      reason: 'one that names it',
      others: [
        part('NodeGroup', 'n', { nodeRoleArnRef: { name: 'x-node-role' } }),
      ],
      waiting: 1,
    },
    {
      reason: 'one that names it in a list',
      others: [part('X', 'n', { roleArnRefs: [{ name: 'x-node-role' }] })],
      waiting: 1,
    },
    {
      reason: 'one that cannot resolve its reference, and so fails as well',
      others: [
        part(
          'NodeGroup',
          'n',
          { nodeRoleArnSelector: { matchControllerRef: true } },
          { unresolved: true },
        ),
      ],
      waiting: 1,
    },
    {
      reason: 'one that selects it by a label',
      others: [
        part('X', 'n', { roleSelector: { matchLabels: { part: 'nodes' } } }),
      ],
      waiting: 1,
    },
    {
      reason: 'what waits for one that waits for it',
      others: [
        part('NodeGroup', 'n', { nodeRoleArnRef: { name: 'x-node-role' } }),
        part('Addon', 'a', { nodeGroupNameRef: { name: 'x-n' } }),
      ],
      waiting: 2,
    },
    {
      reason: 'no unready sibling that refers to nothing of it',
      others: [part('VPC', 'vpc', { region: 'eu-west-1' })],
      waiting: 0,
    },
    {
      reason: 'none that refers to another kind of the same XR',
      others: [
        part('Subnet', 's', { vpcIdSelector: { matchControllerRef: true } }),
      ],
      waiting: 0,
    },
    {
      reason: 'none that selects another label',
      others: [
        part('X', 'n', { roleSelector: { matchLabels: { part: 'admin' } } }),
      ],
      waiting: 0,
    },
    {
      reason: 'none of another XR that selects by controller',
      others: [
        part(
          'X',
          'n',
          { roleSelector: { matchControllerRef: true } },
          { owned: false },
        ),
      ],
      waiting: 0,
    },
    {
      reason: 'none that is ready already',
      others: [
        part(
          'NodeGroup',
          'n',
          { nodeRoleArnRef: { name: 'x-node-role' } },
          { ready: true },
        ),
      ],
      waiting: 0,
    },
    {
      reason: 'none by a secret of the same name',
      others: [part('X', 'n', { passwordSecretRef: { name: 'x-node-role' } })],
      waiting: 0,
    },
  ])('counts $reason', ({ others, waiting }) => {
    const { sample } = clusterWith([role, ...others]);
    const blocker = sample
      .view('prod')
      .blockers.find(({ title }) => title.text.startsWith('Role node-role'));
    expect(blocker?.waiting).toBe(waiting);
  });
});
