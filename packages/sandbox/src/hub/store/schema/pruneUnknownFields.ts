import { isJsonMap, JsonMap, StructuralSchema } from './StructuralSchema';

/**
 * Removes, in place, the fields that the schema does not name, as the API server does before it stores a custom
 * resource. Returns the paths of what was removed (`spec.foo`, `spec.list[0].bar`).
 */
export function pruneUnknownFields(
  object: JsonMap,
  schema: StructuralSchema,
): string[] {
  const removed: string[] = [];
  pruneMap(object, schema, '', true, removed);
  return removed;
}

function pruneMap(
  value: JsonMap,
  schema: StructuralSchema,
  path: string,
  isObject: boolean,
  removed: string[],
): void {
  const preserve =
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema.additionalProperties === true;
  const values =
    typeof schema.additionalProperties === 'object'
      ? schema.additionalProperties
      : undefined;
  for (const key of Object.keys(value)) {
    const at = path ? `${path}.${key}` : key;
    if (isObject && ['apiVersion', 'kind', 'metadata'].includes(key)) {
      continue;
    }
    const property =
      schema.properties && Object.hasOwn(schema.properties, key)
        ? schema.properties[key]
        : values;
    if (property) {
      pruneValue(value[key], property, at, removed);
    } else if (!preserve) {
      delete value[key];
      removed.push(at);
    }
  }
}

function pruneValue(
  value: unknown,
  schema: StructuralSchema,
  path: string,
  removed: string[],
): void {
  if (isJsonMap(value)) {
    pruneMap(
      value,
      schema,
      path,
      schema['x-kubernetes-embedded-resource'] === true,
      removed,
    );
  } else if (Array.isArray(value) && schema.items) {
    const items = schema.items;
    value.forEach((item, index) =>
      pruneValue(item, items, `${path}[${index}]`, removed),
    );
  }
}
