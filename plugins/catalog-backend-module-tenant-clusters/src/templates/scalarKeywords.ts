import { isRecord, type Schema } from './schema';
import type { FormField } from './types';

/** Formats that the form and the scaffolder's backend understand as Kubernetes does; it ignores those it does not know. */
const FORMATS = new Set([
  'date',
  'date-time',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uri',
  'uuid',
]);
const MAX_ENUM = 500;
const MAX_PATTERN = 2000;

export type ScalarType = 'string' | 'integer' | 'number' | 'boolean';

export const isScalarType = (type: unknown): type is ScalarType =>
  type === 'string' ||
  type === 'integer' ||
  type === 'number' ||
  type === 'boolean';

/** Whether a value is of a type of JSON Schema. */
export function isOfType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return Number.isFinite(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isRecord(value);
    default:
      return typeof value === type;
  }
}

/**
 * A pattern of Go's expressions (https://github.com/google/re2/wiki/Syntax) for those of JavaScript with the flag `u`, which the
 * form uses; undefined where it would mean something else, or nothing.
 */
export function scriptPattern(pattern: unknown): string | undefined {
  if (typeof pattern !== 'string' || pattern.length > MAX_PATTERN) {
    return undefined;
  }
  // Flags, named groups, classes of POSIX, and anchors and quotes that JavaScript takes for letters.
  if (/\(\?[a-zA-Z]|\[\[:|\\[AzQECZG]|\\p[A-Z]/.test(pattern)) {
    return undefined;
  }
  // With the flag u a backslash before what has no meaning is an error.
  const written = pattern.replace(/\\([-_@#%&=~`'":;<>,! ])/g, (whole, sign) =>
    sign === '-' ? whole : sign,
  );
  for (const candidate of [written, written.replaceAll('\\-', '\\x2d')]) {
    try {
      return new RegExp(candidate, 'u') && candidate;
    } catch {
      // The other one may do.
    }
  }
  return undefined;
}

/** A bound of OpenAPI 3.0, where a flag beside it says that it is exclusive. */
function bounds(schema: Schema): FormField {
  const result: FormField = {};
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ]) {
    const value = schema[bound];
    if (Number.isFinite(value)) {
      result[schema[exclusive] === true ? exclusive : bound] = value;
    }
  }
  return result;
}

const numbers = (schema: Schema, keys: string[]): FormField =>
  Object.fromEntries(
    keys
      .filter(key => Number.isFinite(schema[key]) && Number(schema[key]) >= 0)
      .map(key => [key, schema[key]]),
  );

/** What keywords of a scalar become in a form, and what of them it cannot say. */
export function scalarKeywords(
  schema: Schema,
  type: ScalarType,
): { keywords: FormField; lost: string[] } {
  const keywords: FormField = { type };
  const lost: string[] = [];
  if (Array.isArray(schema.enum)) {
    const values = [...new Set(schema.enum)].filter(value =>
      isOfType(value, type),
    );
    if (values.length > MAX_ENUM) {
      lost.push(`offers more than ${MAX_ENUM} values`);
    } else if (values.length > 0) {
      keywords.enum = values;
    }
  }
  if (type === 'string') {
    Object.assign(keywords, numbers(schema, ['minLength', 'maxLength']));
    if (schema.pattern !== undefined) {
      keywords.pattern = scriptPattern(schema.pattern);
      if (keywords.pattern === undefined) {
        delete keywords.pattern;
        lost.push('has a pattern that browsers do not know');
      }
    }
    if (typeof schema.format === 'string' && FORMATS.has(schema.format)) {
      keywords.format = schema.format;
    }
  }
  if (type === 'integer' || type === 'number') {
    Object.assign(keywords, bounds(schema));
    if (Number(schema.multipleOf) > 0) {
      keywords.multipleOf = schema.multipleOf;
    }
  }
  return { keywords, lost };
}
