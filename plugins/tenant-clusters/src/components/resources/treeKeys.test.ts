import type { ResourceNode } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ResourceRow } from '../../model/resourceRows';
import { treeMove } from './treeKeys';

function row(
  id: string,
  level: number,
  children = 0,
  expanded = true,
): ResourceRow {
  return {
    type: 'node',
    id,
    level,
    node: {} as ResourceNode,
    children,
    expanded,
    hidden: 0,
  };
}

const rows: ResourceRow[] = [
  row('claim', 1, 2),
  row('xr', 2, 1, false),
  row('leaf', 2),
  { type: 'fold', id: 'fold:a', level: 2, kind: 'Subnet', nodes: [] },
];

describe('treeMove', () => {
  it.each([
    {
      index: 0,
      key: 'ArrowDown',
      move: { type: 'focus', index: 1 },
      reason: 'down',
    },
    { index: 3, key: 'ArrowDown', move: undefined, reason: 'no further down' },
    { index: 0, key: 'ArrowUp', move: undefined, reason: 'no further up' },
    { index: 1, key: 'End', move: { type: 'focus', index: 3 }, reason: 'end' },
    {
      index: 3,
      key: 'Home',
      move: { type: 'focus', index: 0 },
      reason: 'home',
    },
    {
      index: 1,
      key: 'ArrowRight',
      move: { type: 'toggle', index: 1, expanded: true },
      reason: 'right unfolds',
    },
    {
      index: 0,
      key: 'ArrowRight',
      move: { type: 'focus', index: 1 },
      reason: 'right goes in',
    },
    {
      index: 2,
      key: 'ArrowRight',
      move: undefined,
      reason: 'a leaf has no inside',
    },
    {
      index: 0,
      key: 'ArrowLeft',
      move: { type: 'toggle', index: 0, expanded: false },
      reason: 'left folds',
    },
    {
      index: 2,
      key: 'ArrowLeft',
      move: { type: 'focus', index: 0 },
      reason: 'left goes out',
    },
    {
      index: 2,
      key: 'Enter',
      move: { type: 'select', index: 2 },
      reason: 'enter chooses',
    },
    {
      index: 3,
      key: ' ',
      move: { type: 'toggle', index: 3, expanded: true },
      reason: 'what is folded together is unfolded',
    },
    { index: 0, key: 'x', move: undefined, reason: 'another key' },
  ])('$reason', ({ index, key, move }) => {
    expect(treeMove(rows, index, key)).toEqual(move);
  });
});
