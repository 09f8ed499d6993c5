import type { StreamMessage } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { aCluster, aClusterList } from '../__testUtils__/samples';
import { applyChanges } from './applyChanges';
import { groupClusters } from './groupClusters';
import { journeyProgress, stageFill } from './journeyProgress';

const message = (change: Partial<StreamMessage>): StreamMessage => ({
  clusters: [],
  removed: [],
  hubs: [],
  ...change,
});

describe('applyChanges', () => {
  const one = aCluster({ name: 'one', revision: '1' });
  const two = aCluster({ name: 'two', revision: '1' });
  const list = aClusterList([one, two]);

  it('replaces a row where it stands', () => {
    const next = { ...one, state: 'Blocked' as const, revision: '2' };
    const after = applyChanges(list, message({ clusters: [next] }));
    expect(after.items).toEqual([next, two]);
    expect(after.items[1]).toBe(two);
  });

  it('takes a row out', () => {
    const after = applyChanges(list, message({ removed: [one.ref] }));
    expect(after.items).toEqual([two]);
  });

  it.each([
    { change: {}, reason: 'nothing said' },
    { change: { clusters: [one] }, reason: 'the same revision' },
    {
      change: { clusters: [aCluster({ name: 'elsewhere' })] },
      reason:
        'a cluster that is not in the list: the server decides whether it matches',
    },
    {
      change: { removed: [{ ...one.ref, kind: 'Other.example.com' }] },
      reason: 'another kind of the same name',
    },
  ])('is the same list after $reason', ({ change }) => {
    expect(applyChanges(list, message(change))).toBe(list);
  });

  it('takes over how a hub is doing', () => {
    const hub = { ...list.hubs[0], state: 'unreachable' as const };
    const after = applyChanges(list, message({ hubs: [hub] }));
    expect(after.hubs[0].state).toBe('unreachable');
    expect(after.items).toBe(list.items);
  });
});

describe('groupClusters', () => {
  it('keeps the order of groups and rows', () => {
    const items = [
      aCluster({ name: 'c', tenant: 'orders' }),
      aCluster({ name: 'b', tenant: 'payments' }),
      aCluster({ name: 'a', tenant: 'orders' }),
    ];
    expect(
      groupClusters(items, 'tenant').map(group => [
        group.value,
        group.items.map(item => item.ref.name),
      ]),
    ).toEqual([
      ['orders', ['c', 'a']],
      ['payments', ['b']],
    ]);
    expect(groupClusters(items, 'none')).toHaveLength(1);
  });
});

describe('journeyProgress', () => {
  it('names the furthest failed stage before an active one, and counts no skipped one', () => {
    expect(
      journeyProgress([
        { name: 'requested', state: 'done' },
        { name: 'synced', state: 'failed' },
        { name: 'provisioned', state: 'failed' },
        { name: 'verified', state: 'skipped' },
        { name: 'connected', state: 'active' },
      ]),
    ).toEqual({
      done: 1,
      total: 4,
      current: { name: 'provisioned', state: 'failed' },
    });
  });

  it('fills by n of m, and never pretends to be full or empty', () => {
    const active = { name: 'provisioned', state: 'active' } as const;
    expect(stageFill({ ...active, progress: { ready: 1, known: 2 } })).toBe(
      0.5,
    );
    expect(stageFill({ ...active, progress: { ready: 9, known: 2 } })).toBe(1);
    expect(stageFill({ ...active, progress: { ready: 0, known: 0 } })).toBe(
      0.35,
    );
  });
});
