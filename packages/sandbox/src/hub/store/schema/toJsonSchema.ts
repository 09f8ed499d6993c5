import { JsonMap, StructuralSchema } from './StructuralSchema';

// The formats that the API server checks and ajv knows too; it ignores the others (apiextensions-apiserver, supportedFormats).
const checkedFormats = new Set([
  'date-time',
  'date',
  'email',
  'ipv4',
  'ipv6',
  'uri',
  'uuid',
]);

const copiedKeywords = [
  'enum',
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

/** Turns a structural schema into the JSON Schema that ajv checks; Kubernetes' own keywords become plain ones. */
export function toJsonSchema(schema: StructuralSchema): JsonMap {
  const result: JsonMap = {};
  for (const keyword of copiedKeywords) {
    if (schema[keyword] !== undefined) {
      result[keyword] = schema[keyword];
    }
  }
  moveExclusiveLimits(result);
  if (schema['x-kubernetes-int-or-string']) {
    result.type = schema.nullable
      ? ['integer', 'string', 'null']
      : ['integer', 'string'];
  } else if (schema.type) {
    result.type = schema.nullable ? [schema.type, 'null'] : schema.type;
  }
  if (schema.nullable && Array.isArray(result.enum)) {
    result.enum = [...result.enum, null];
  }
  if (schema.format && checkedFormats.has(schema.format)) {
    result.format = schema.format;
  }
  if (schema.pattern && compiles(schema.pattern)) {
    result.pattern = schema.pattern;
  }
  return { ...result, ...nestedSchemas(schema) };
}

// OpenAPI 3.0 has the limits as flags beside minimum and maximum, JSON Schema as numbers of their own.
function moveExclusiveLimits(result: JsonMap): void {
  for (const [flag, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ]) {
    if (typeof result[flag] === 'boolean') {
      const exclusive = result[flag];
      delete result[flag];
      if (exclusive && result[limit] !== undefined) {
        result[flag] = result[limit];
        delete result[limit];
      }
    }
  }
}

// Go's RE2 knows forms that JavaScript does not; such a pattern is left unchecked rather than refusing every object.
function compiles(pattern: string): boolean {
  try {
    return Boolean(new RegExp(pattern, 'u'));
  } catch {
    return false;
  }
}

function nestedSchemas(schema: StructuralSchema): JsonMap {
  const nested: JsonMap = {};
  if (schema.properties) {
    nested.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([key, property]) => [
        key,
        toJsonSchema(property),
      ]),
    );
  }
  if (typeof schema.additionalProperties === 'object') {
    nested.additionalProperties = toJsonSchema(schema.additionalProperties);
  }
  if (schema.items) {
    nested.items = toJsonSchema(schema.items);
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
    const parts = schema[keyword];
    // int-or-string schemas repeat the two types in anyOf, which the type above already says.
    if (
      parts &&
      !(schema['x-kubernetes-int-or-string'] && keyword === 'anyOf')
    ) {
      nested[keyword] = parts.map(toJsonSchema);
    }
  }
  if (schema.not) {
    nested.not = toJsonSchema(schema.not);
  }
  return nested;
}
