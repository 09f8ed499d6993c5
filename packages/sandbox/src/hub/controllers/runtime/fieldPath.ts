/** Thrown when a path leads nowhere; its message is that of crossplane-runtime's fieldpath package. */
export class FieldNotFoundError extends Error {
  override name = 'FieldNotFoundError';
}

/** Keys that would reach into an object's prototype are no fields of a manifest. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** Parses `spec.list[0].labels[app.kubernetes.io/name]` into its segments; numbers are indexes, `*` stays a wildcard. */
export function parseFieldPath(path: string): (string | number)[] {
  const segments: (string | number)[] = [];
  const pattern = /\[([^\]]*)\]|([^.[\]]+)/g;
  for (const [, bracket, plain] of path.matchAll(pattern)) {
    const text = bracket ?? plain;
    if (FORBIDDEN.has(text)) {
      throw new FieldNotFoundError(`${path}: no such field`);
    }
    const index = bracket !== undefined && /^\d+$/.test(bracket);
    segments.push(index ? Number(text) : text.replace(/^["']|["']$/g, ''));
  }
  return segments;
}

/** The value at a path, or a {@link FieldNotFoundError}. */
export function getField(object: unknown, path: string): any {
  let value: any = object;
  const walked: string[] = [];
  for (const segment of parseFieldPath(path)) {
    walked.push(String(segment));
    if (
      value === undefined ||
      value === null ||
      typeof value !== 'object' ||
      !Object.hasOwn(value, segment)
    ) {
      throw new FieldNotFoundError(`${walked.join('.')}: no such field`);
    }
    value = value[segment];
  }
  return value;
}

export function findField(object: unknown, path: string): any {
  try {
    return getField(object, path);
  } catch {
    return undefined;
  }
}

/** Sets the value at a path, making maps and lists on the way. */
export function setField(
  object: Record<string, any>,
  path: string,
  value: unknown,
) {
  setSegments(object, parseFieldPath(path), value);
}

export function setSegments(
  object: Record<string, any>,
  segments: (string | number)[],
  value: unknown,
) {
  let target: any = object;
  segments.slice(0, -1).forEach((segment, index) => {
    if (target[segment] === undefined || target[segment] === null) {
      target[segment] = typeof segments[index + 1] === 'number' ? [] : {};
    }
    target = target[segment];
  });
  target[segments[segments.length - 1]] = value;
}

/** Lays `source` over `target`: maps are merged, all else replaces. */
export function deepMerge(target: any, source: any): any {
  if (!isMap(target) || !isMap(source)) return source;
  const merged: Record<string, unknown> = { ...target };
  for (const [key, value] of Object.entries(source)) {
    if (FORBIDDEN.has(key)) continue;
    merged[key] = Object.hasOwn(target, key)
      ? deepMerge(target[key], value)
      : value;
  }
  return merged;
}

export function isMap(value: unknown): value is Record<string, any> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
