import type { ResourceNode } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { resourceRows, type ResourceView } from './resourceRows';

const view: ResourceView = {
  foldReady: false,
  onlyBlocker: false,
  text: '',
  toggled: new Map(),
};

function node(
  id: string,
  parent: string | undefined,
  state: ResourceNode['state'],
  more: Partial<ResourceNode> = {},
): ResourceNode {
  return {
    id,
    parent,
    state,
    depth: 0,
    apiVersion: 'ec2.aws.upbound.io/v1beta1',
    kind: 'Subnet',
    name: id,
    role: 'managed',
    conditions: [],
    warnings: [],
    ...more,
  };
}

const items = [
  node('claim', undefined, 'waiting', { role: 'claim', kind: 'TenantCluster' }),
  node('xr', 'claim', 'waiting', { role: 'composite', kind: 'XTenantCluster' }),
  node('net', 'xr', 'ready', { role: 'composite', kind: 'XNetwork' }),
  node('vpc', 'net', 'ready', { kind: 'VPC' }),
  node('a', 'xr', 'ready'),
  node('b', 'xr', 'ready'),
  node('role', 'xr', 'failed', { kind: 'Role', blocker: true }),
];

const show = (change: Partial<ResourceView>) =>
  resourceRows(items, { ...view, ...change }).map(
    row =>
      `${row.level} ${
        row.type === 'fold' ? `${row.nodes.length} ${row.kind}` : row.id
      }`,
  );

describe('resourceRows', () => {
  it('shows everything, in order and by level', () => {
    expect(show({})).toEqual([
      '1 claim',
      '2 xr',
      '3 net',
      '4 vpc',
      '3 a',
      '3 b',
      '3 role',
    ]);
  });

  it('folds ready subtrees and ready siblings of a kind, never what is not ready', () => {
    expect(show({ foldReady: true })).toEqual([
      '1 claim',
      '2 xr',
      '3 net',
      '3 2 Subnet',
      '3 role',
    ]);
    const [, , net] = resourceRows(items, { ...view, foldReady: true });
    expect(net).toMatchObject({ expanded: false, hidden: 1 });
  });

  it('keeps what a person unfolded', () => {
    const toggled = new Map([
      ['net', true],
      ['fold:a', true],
    ]);
    expect(show({ foldReady: true, toggled })).toEqual(show({}));
  });

  it('shows only the way to the blocker', () => {
    expect(show({ onlyBlocker: true, foldReady: true })).toEqual([
      '1 claim',
      '2 xr',
      '3 role',
    ]);
  });

  it('finds by name and kind, in a folded subtree too', () => {
    expect(show({ text: 'VPC', foldReady: true })).toEqual([
      '1 claim',
      '2 xr',
      '3 net',
      '4 vpc',
    ]);
    expect(show({ text: 'nothing like it' })).toEqual([]);
  });

  it.each([
    { parent: 'gone', reason: 'a parent that is not there' },
    { parent: 'x', reason: 'a node that is its own parent' },
  ])('makes a root of $reason', ({ parent }) => {
    const rows = resourceRows([node('x', parent, 'missing')], view);
    expect(rows).toHaveLength(1);
  });
});
