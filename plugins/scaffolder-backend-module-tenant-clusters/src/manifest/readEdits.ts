import { InputError } from '@backstage/errors';
import { isDeepStrictEqual } from 'node:util';
import { formatPath, parseFieldPath } from './fieldPath';
import { isEmpty } from './omitEmpty';
import type { FieldEdit } from './types';

/** One edit as a template writes it: a path and one wish. */
export interface EditInput {
  path: string | (string | number)[];
  set?: unknown;
  remove?: boolean;
  addItem?: unknown;
  addItems?: unknown[];
  removeItem?: unknown;
  removeItems?: unknown[];
}

type Wish = (value: unknown) => Omit<FieldEdit, 'path'>[];

const WISHES = {
  set: value => [{ set: value }],
  remove: () => [{ remove: true }],
  addItem: value => [{ addItem: value }],
  addItems: value => (value as unknown[]).map(item => ({ addItem: item })),
  removeItem: value => [{ removeItem: value }],
  removeItems: value =>
    (value as unknown[]).map(item => ({ removeItem: item })),
} satisfies Record<string, Wish>;

/** @throws InputError unless exactly one thing is wished; with `omitEmpty`, nothing may be. */
function readEdit(
  { path, ...wishes }: EditInput,
  omitEmpty: boolean,
): FieldEdit[] {
  const wished = Object.entries(wishes).filter(
    ([wish, value]) =>
      value !== undefined &&
      // A field may be set to false; nothing else means anything by it.
      (value !== false || wish === 'set') &&
      !(omitEmpty && isEmpty(value)),
  );
  if (wished.length === 0 && omitEmpty) {
    return [];
  }
  if (wished.length !== 1) {
    throw new InputError(
      `The edit of ${
        typeof path === 'string' ? path : path.join('.')
      } must say exactly one of ${Object.keys(WISHES).join(', ')}`,
    );
  }
  const [[wish, value]] = wished;
  return WISHES[wish as keyof typeof WISHES](value).map(edit => ({
    path: parseFieldPath(path),
    ...edit,
  }));
}

/** An item that is to come and to go at once is a slip in the form; which of both was meant is not ours to say. */
function refuseContradictions(edits: FieldEdit[]): void {
  for (const { path, addItem } of edits) {
    const taken =
      addItem !== undefined &&
      edits.some(
        edit =>
          edit.removeItem !== undefined &&
          isDeepStrictEqual(edit.removeItem, addItem) &&
          isDeepStrictEqual(edit.path, path),
      );
    if (taken) {
      throw new InputError(
        `${formatPath(path)}: ${
          typeof addItem === 'string' ? addItem : JSON.stringify(addItem)
        } is both to be added and to be taken out`,
      );
    }
  }
}

/**
 * Reads a template's edits.
 *
 * @param options - `omitEmpty`: an edit whose value the form left empty is left out
 * @throws InputError for an edit that says nothing or several things, and for an item that is to be added and taken out.
 */
export function readEdits(
  inputs: EditInput[],
  { omitEmpty = false }: { omitEmpty?: boolean } = {},
): FieldEdit[] {
  const edits = inputs.flatMap(input => readEdit(input, omitEmpty));
  refuseContradictions(edits);
  return edits;
}
