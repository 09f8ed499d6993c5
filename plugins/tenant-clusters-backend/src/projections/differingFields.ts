import { asRecord } from './read';

/** Enough to name; the rest only counts. */
const MAX_FIELDS = 5;
const MAX_DEPTH = 8;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isScalar = (value: unknown) =>
  typeof value !== 'object' || value === null;

/** Documents of clouds (policies) come back with other spaces and another order of keys. */
function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isSameText(wanted: unknown, found: unknown): boolean {
  if (String(wanted) === String(found)) {
    return true;
  }
  const [left, right] =
    typeof wanted === 'string' && typeof found === 'string'
      ? [parsed(wanted), parsed(found)]
      : [undefined, undefined];
  return (
    left !== undefined &&
    right !== undefined &&
    differences(left, right, '', 0).length === 0 &&
    differences(right, left, '', 0).length === 0
  );
}

/** Sets come back in another order. */
function isSameList(wanted: unknown[], found: unknown[]): boolean {
  const sorted = (list: unknown[]) => list.map(String).sort();
  const [left, right] = [sorted(wanted), sorted(found)];
  return (
    left.length === right.length &&
    left.every((item, index) => item === right[index])
  );
}

function differences(
  wanted: unknown,
  found: unknown,
  path: string,
  depth: number,
): string[] {
  if (depth > MAX_DEPTH || wanted === undefined || wanted === null) {
    return [];
  }
  if (isRecord(wanted) && isRecord(found)) {
    return Object.keys(wanted).flatMap(name =>
      // What the provider does not report cannot be compared.
      found[name] === undefined || found[name] === null
        ? []
        : differences(
            wanted[name],
            found[name],
            path === '' ? name : `${path}.${name}`,
            depth + 1,
          ),
    );
  }
  if (Array.isArray(wanted) && Array.isArray(found)) {
    if (wanted.every(isScalar) && found.every(isScalar)) {
      return isSameList(wanted, found) ? [] : [path];
    }
    return wanted.length === found.length
      ? wanted.flatMap((item, index) =>
          differences(item, found[index], `${path}[${index}]`, depth + 1),
        )
      : [path];
  }
  return isScalar(wanted) && isScalar(found) && isSameText(wanted, found)
    ? []
    : [path];
}

/**
 * Fields of a managed resource whose `status.atProvider` is not what `spec.forProvider` asks for, as paths below both; undefined
 * where there are none. Fields that only one side has are not compared: providers report more than is asked, and secrets never.
 */
export function differingFields(
  object: Record<string, unknown>,
): string[] | undefined {
  const wanted = asRecord(asRecord(object.spec).forProvider);
  const found = asRecord(asRecord(object.status).atProvider);
  const fields = differences(wanted, found, '', 0).filter(Boolean);
  return fields.length > 0
    ? fields.slice(0, MAX_FIELDS).map(field => field.slice(0, 200))
    : undefined;
}
