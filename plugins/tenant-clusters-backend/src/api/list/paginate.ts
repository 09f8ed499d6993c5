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

/**
 * Cuts a page out of items that the viewer may read. By key, not by position: an item that comes or goes between two pages
 * neither repeats nor hides another.
 */
export function paginate<T>(options: {
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
  const keyed = items
    .map(item => ({ item, key: keyOf(item) }))
    .sort((left, right) => sign * compareKeys(left.key, right.key));
  const after = cursor === undefined ? undefined : decodeCursor(order, cursor);
  const rest = after
    ? keyed.filter(({ key }) => sign * compareKeys(key, after) > 0)
    : keyed;
  const page = rest.slice(0, limit);
  return {
    items: page.map(({ item }) => item),
    totalItems: items.length,
    ...(rest.length > limit && {
      nextCursor: encodeCursor(order, page[page.length - 1].key),
    }),
  };
}
