import { CROSSPLANE_SPEC_FIELDS } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { isRecord } from '../manifest/isRecord';

type Schema = Record<string, unknown>;

/** A rule that only the API server can decide. */
export interface UnevaluatedRule {
  path: string;
  rule: string;
  /** It compares with what was there before (`oldSelf`): the API server evaluates it for changes only. */
  transition?: boolean;
}

/** Keywords of JSON Schema that mean the same in a structural schema; the rest is Kubernetes' own. */
const SAME = [
  'type',
  'enum',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'required',
];

const LOGIC = ['allOf', 'anyOf', 'oneOf'];

/** OpenAPI 3.0 says by a flag beside a bound what JSON Schema says by a bound of its own. */
function boundsOf(schema: Schema): Schema {
  const result: Schema = {};
  for (const [flag, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ]) {
    if (schema[flag] === true) {
      result[flag] = schema[bound];
    }
  }
  return result;
}

function keywords(schema: Schema): Schema {
  const kept = SAME.filter(
    key =>
      schema[key] !== undefined &&
      !(key.startsWith('exclusive') && typeof schema[key] === 'boolean'),
  );
  const result: Schema = {
    ...Object.fromEntries(kept.map(key => [key, schema[key]])),
    ...boundsOf(schema),
  };
  if (schema['x-kubernetes-int-or-string'] === true) {
    result.type = ['integer', 'string'];
  }
  if (schema.nullable === true && result.type !== undefined) {
    result.type = [result.type, 'null'].flat();
  }
  return result;
}

/** Go's expressions have what JavaScript's have not, `(?i)` for one; one such must not cost the rest of a schema. */
function isPattern(pattern: unknown): boolean {
  try {
    return pattern === undefined || Boolean(new RegExp(String(pattern)));
  } catch {
    return false;
  }
}

/**
 * Whether all that a part of a choice says can be evaluated. Without its format it would say less, and so be true of what it is
 * not: of `oneOf: [{ format: ipv4 }, { format: ipv6 }]` both would be.
 */
function isDecidable(part: unknown): boolean {
  if (Array.isArray(part)) {
    return part.every(isDecidable);
  }
  if (!isRecord(part)) {
    return true;
  }
  const { format, pattern, properties, items, additionalProperties } = part;
  return (
    format === undefined &&
    isPattern(pattern) &&
    Object.values(isRecord(properties) ? properties : {}).every(isDecidable) &&
    [items, additionalProperties, part.not].every(isDecidable) &&
    LOGIC.every(key => isDecidable(part[key]))
  );
}

/**
 * A structural schema as JSON Schema in which unknown fields are errors: the API server drops them silently, which a request for
 * them should hear of. Within `allOf`, `anyOf`, `oneOf` and `not` nothing is unknown, since those only narrow what stands beside
 * them. What only the API server decides (CEL rules) is collected in `rules`.
 */
function convert(
  schema: unknown,
  path: string,
  rules: UnevaluatedRule[],
  narrows = false,
): Schema | boolean {
  if (!isRecord(schema)) {
    return true;
  }
  const validations = schema['x-kubernetes-validations'];
  for (const entry of Array.isArray(validations) ? validations : []) {
    if (isRecord(entry) && typeof entry.rule === 'string') {
      rules.push({
        path: path || '.',
        rule: entry.rule,
        transition:
          /\boldSelf\b/.test(entry.rule) && entry.optionalOldSelf !== true,
      });
    }
  }
  const result = keywords(schema);
  if (!isPattern(result.pattern)) {
    rules.push({ path: path || '.', rule: `pattern ${result.pattern}` });
    delete result.pattern;
  }
  const { properties, additionalProperties, items } = schema;
  if (isRecord(properties)) {
    result.properties = Object.fromEntries(
      Object.entries(properties).map(([key, value]) => [
        key,
        convert(value, path ? `${path}.${key}` : key, rules, narrows),
      ]),
    );
  }
  const open =
    narrows ||
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema['x-kubernetes-embedded-resource'] === true;
  if (isRecord(additionalProperties)) {
    result.additionalProperties = convert(
      additionalProperties,
      `${path}.*`,
      rules,
      narrows,
    );
  } else if (isRecord(properties) && !open && additionalProperties !== true) {
    result.additionalProperties = false;
  }
  if (items !== undefined) {
    result.items = convert(items, `${path}[]`, rules, narrows);
  }
  for (const key of LOGIC) {
    const parts = schema[key];
    if (Array.isArray(parts) && !parts.every(isDecidable)) {
      rules.push({ path: path || '.', rule: `${key} of formats or patterns` });
    } else if (Array.isArray(parts)) {
      result[key] = parts.map(part => convert(part, path, rules, true));
    }
  }
  if (!isDecidable(schema.not)) {
    rules.push({ path: path || '.', rule: 'not a format or pattern' });
  } else if (schema.not !== undefined) {
    result.not = convert(schema.not, path, rules, true);
  }
  return result;
}

/** The schema of a whole object, with what Kubernetes and Crossplane add to every one, and the rules that it cannot decide. */
export function structuralSchema(schema: Schema): {
  schema: Schema;
  rules: UnevaluatedRule[];
} {
  const rules: UnevaluatedRule[] = [];
  const converted = convert(schema, '', rules) as Schema;
  const properties = (converted.properties ?? {}) as Schema;
  const { spec } = properties;
  if (isRecord(spec) && isRecord(spec.properties)) {
    for (const field of CROSSPLANE_SPEC_FIELDS) {
      spec.properties[field] ??= true;
    }
  }
  return {
    rules,
    schema: {
      ...converted,
      properties: {
        ...properties,
        apiVersion: true,
        kind: true,
        metadata: true,
        // Who asks never writes a status, and what one finds there is the controllers'.
        status: true,
      },
    },
  };
}
