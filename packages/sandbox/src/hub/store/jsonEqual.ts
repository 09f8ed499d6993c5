/** Whether two JSON values are the same; `undefined` members count as absent, the order of members does not count. */
export function jsonEqual(left: unknown, right: unknown): boolean {
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
      left.every((item, index) => jsonEqual(item, right[index]))
    );
  }
  const a = left as Record<string, unknown>;
  const b = right as Record<string, unknown>;
  return (
    Object.keys(a).every(
      key => a[key] === undefined || jsonEqual(a[key], b[key]),
    ) &&
    Object.keys(b).every(key => b[key] === undefined || a[key] !== undefined)
  );
}
