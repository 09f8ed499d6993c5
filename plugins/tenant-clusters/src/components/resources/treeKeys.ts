import type { ResourceRow } from '../../model/resourceRows';

/** What a key does in the tree. */
export type TreeMove =
  | { type: 'focus'; index: number }
  | { type: 'toggle'; index: number; expanded: boolean }
  | { type: 'select'; index: number };

const isExpanded = (row: ResourceRow) => row.type === 'node' && row.expanded;

const canExpand = (row: ResourceRow) =>
  row.type === 'fold' || (row.children > 0 && !row.expanded);

/**
 * The keys of a treegrid by the WAI-ARIA authoring practices (https://www.w3.org/WAI/ARIA/apg/patterns/treegrid/): arrows walk and fold,
 * Home and End go to the ends, Enter and Space choose.
 */
export function treeMove(
  rows: ResourceRow[],
  index: number,
  key: string,
): TreeMove | undefined {
  const row = rows[index];
  const focus = (to: number): TreeMove | undefined =>
    rows[to] ? { type: 'focus', index: to } : undefined;
  switch (key) {
    case 'ArrowDown':
      return focus(index + 1);
    case 'ArrowUp':
      return focus(index - 1);
    case 'Home':
      return focus(0);
    case 'End':
      return focus(rows.length - 1);
    case 'ArrowRight':
      if (canExpand(row)) {
        return { type: 'toggle', index, expanded: true };
      }
      return rows[index + 1]?.level > row.level ? focus(index + 1) : undefined;
    case 'ArrowLeft':
      if (isExpanded(row) && row.type === 'node' && row.children > 0) {
        return { type: 'toggle', index, expanded: false };
      }
      return focus(
        rows.slice(0, index).findLastIndex(other => other.level < row.level),
      );
    case 'Enter':
    case ' ':
      return row.type === 'fold'
        ? { type: 'toggle', index, expanded: true }
        : { type: 'select', index };
    default:
      return undefined;
  }
}
