import { InputError } from '@backstage/errors';
import { z } from 'zod/v4';

/** Sort keys of an item, most significant first, ending with one that no other item has. */
export type SortKey = (string | number)[];

const schema = z.object({
  /** Which order the key belongs to. */
  by: z.string().max(100),
  key: z
    .array(z.union([z.string(), z.number()]))
    .min(1)
    .max(6),
});

/** Writes where a page ended. The key is of an item that its reader was just shown, so that nothing needs hiding. */
export function encodeCursor(by: string, key: SortKey): string {
  return Buffer.from(JSON.stringify({ by, key })).toString('base64url');
}

/**
 * Reads a cursor for the order `by`. Throws an InputError for one that was made up, cut off, or made for another order.
 */
export function decodeCursor(by: string, cursor: string): SortKey {
  let parsed;
  try {
    parsed = schema.safeParse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')),
    );
  } catch {
    parsed = undefined;
  }
  if (!parsed?.success || parsed.data.by !== by) {
    throw new InputError('The cursor is not one of this list; start again');
  }
  return parsed.data.key;
}

/** Orders two keys; numbers come before texts. */
export function compareKeys(left: SortKey, right: SortKey): number {
  for (let index = 0; index < left.length; index++) {
    const [one, other] = [left[index], right[index]];
    if (typeof one !== typeof other) {
      return typeof one === 'number' ? -1 : 1;
    }
    if (one !== other) {
      return one < other ? -1 : 1;
    }
  }
  return 0;
}
