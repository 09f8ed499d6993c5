import { isRecord } from './isRecord';

/** What a form hands over for a field that nobody filled in. */
export const isEmpty = (value: unknown) =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isRecord(value) && Object.keys(value).length === 0);

/**
 * Leaves out what a form hands over for fields that nobody filled in: nulls, empty texts, lists and maps, and maps that become
 * empty. Items of lists stay, since there they were added by a person; a null among them goes.
 *
 * @param keep - paths that stay although they are empty, as `spec.addons` and `spec.pools[].labels`
 */
export function omitEmpty(
  value: unknown,
  keep: ReadonlySet<string>,
  path = '',
): unknown {
  if (Array.isArray(value)) {
    return value
      .filter(item => item !== null && item !== undefined)
      .map(item => omitEmpty(item, keep, `${path}[]`));
  }
  if (!isRecord(value)) {
    return value;
  }
  const entries = Object.entries(value).flatMap(([key, child]) => {
    const childPath = path ? `${path}.${key}` : key;
    const rest = omitEmpty(child, keep, childPath);
    const wanted = keep.has(childPath) && rest !== null && rest !== undefined;
    return isEmpty(rest) && !wanted ? [] : [[key, rest] as const];
  });
  return Object.fromEntries(entries);
}
