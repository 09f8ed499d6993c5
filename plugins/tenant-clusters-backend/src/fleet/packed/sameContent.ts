const VERSION: ReadonlySet<string> = new Set(['resourceVersion']);

/**
 * Whether two projections say the same, by any reader's eyes: a key without a value is no key.
 *
 * @param beside - keys that do not count
 */
export function sameContent(
  left: object,
  right: object,
  beside = VERSION,
): boolean {
  const [one, other] = [left, right] as Record<string, unknown>[];
  for (const key in one) {
    if (!beside.has(key) && !sameValue(one[key], other[key])) {
      return false;
    }
  }
  for (const key in other) {
    if (
      other[key] !== undefined &&
      one[key] === undefined &&
      !beside.has(key)
    ) {
      return false;
    }
  }
  return true;
}

function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) {
    return true;
  }
  if (
    typeof left !== 'object' ||
    typeof right !== 'object' ||
    left === null ||
    right === null
  ) {
    return false;
  }
  if (Array.isArray(left) || Array.isArray(right)) {
    return (
      Array.isArray(left) &&
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item, index) => sameValue(item, right[index]))
    );
  }
  return sameContentOf(
    left as Record<string, unknown>,
    right as Record<string, unknown>,
  );
}

function sameContentOf(
  left: Record<string, unknown>,
  right: Record<string, unknown>,
): boolean {
  let count = 0;
  for (const key in left) {
    if (left[key] !== undefined) {
      count += 1;
      if (!sameValue(left[key], right[key])) {
        return false;
      }
    }
  }
  for (const key in right) {
    if (right[key] !== undefined) {
      count -= 1;
    }
  }
  return count === 0;
}
