import {
  compareKeys,
  decodeCursor,
  encodeCursor,
  type SortKey,
} from './Cursor';

/** One page of a list. */
export interface Page<T> {
  items: T[];
  totalItems: number;
  nextCursor?: string;
}

/** Where the first item behind a key is, by bisection. */
function positionAfter<T>(items: T[], behind: (item: T) => boolean): number {
  let [from, to] = [0, items.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (behind(items[middle])) {
      to = middle;
    } else {
      from = middle + 1;
    }
  }
  return from;
}

/**
 * Cuts a page out of items that the viewer may read and that are sorted already. By key, not by position: an item that comes
 * or goes between two pages neither repeats nor hides another.
 */
export function paginateSorted<T>(options: {
  /** Ascending by key, or descending where `descending` says so. */
  items: T[];
  /** Names the order, so that a cursor of another one is refused. */
  by: string;
  keyOf: (item: T) => SortKey;
  descending?: boolean;
  limit: number;
  cursor?: string;
}): Page<T> {
  const { items, by, keyOf, descending = false, limit, cursor } = options;
  const order = `${by}:${descending ? 'desc' : 'asc'}`;
  const sign = descending ? -1 : 1;
  const after = cursor === undefined ? undefined : decodeCursor(order, cursor);
  const start = after
    ? positionAfter(items, item => sign * compareKeys(keyOf(item), after) > 0)
    : 0;
  const page = items.slice(start, start + limit);
  return {
    items: page,
    totalItems: items.length,
    ...(start + limit < items.length && {
      nextCursor: encodeCursor(order, keyOf(page[page.length - 1])),
    }),
  };
}

/** The same for items in any order. */
export function paginate<T>(
  options: Parameters<typeof paginateSorted<T>>[0],
): Page<T> {
  const { items, keyOf, descending = false } = options;
  const sign = descending ? -1 : 1;
  const keyed = items
    .map(item => ({ item, key: keyOf(item) }))
    .sort((left, right) => sign * compareKeys(left.key, right.key));
  return paginateSorted({ ...options, items: keyed.map(({ item }) => item) });
}
