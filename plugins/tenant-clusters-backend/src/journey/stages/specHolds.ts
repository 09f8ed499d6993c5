const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** As YAML and JSON both mean it: `1.32` and `"1.32"` are the same field to whoever wrote them. */
const isSame = (wanted: unknown, found: unknown) =>
  wanted === found || (found !== undefined && String(wanted) === String(found));

/**
 * Paths of fields that one spec asks for and another does not have so. What only the other has is left out: API servers add
 * defaults.
 */
export function missingFields(
  wanted: unknown,
  found: unknown,
  path: string = '',
): string[] {
  if (isRecord(wanted)) {
    const other = isRecord(found) ? found : {};
    return Object.entries(wanted).flatMap(([name, value]) =>
      missingFields(value, other[name], path === '' ? name : `${path}.${name}`),
    );
  }
  if (Array.isArray(wanted)) {
    return Array.isArray(found) && found.length === wanted.length
      ? wanted.flatMap((item, index) =>
          missingFields(item, found[index], `${path}[${index}]`),
        )
      : [path];
  }
  // A null in a manifest removes a field.
  const isMet =
    wanted === null
      ? found === undefined || found === null
      : isSame(wanted, found);
  return isMet ? [] : [path];
}
