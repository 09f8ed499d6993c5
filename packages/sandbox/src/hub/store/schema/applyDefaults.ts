import { cloneJson } from '../cloneJson';
import { isJsonMap, StructuralSchema } from './StructuralSchema';

/** Fills, in place, missing fields with the schema's `default:` values; a null for a field that is not nullable counts as missing. */
export function applyDefaults(value: unknown, schema: StructuralSchema): void {
  if (isJsonMap(value)) {
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      const missing =
        value[key] === undefined || (value[key] === null && !property.nullable);
      if (missing && property.default !== undefined) {
        value[key] = cloneJson(property.default);
      }
      if (value[key] !== undefined) {
        applyDefaults(value[key], property);
      }
    }
    if (typeof schema.additionalProperties === 'object') {
      for (const [key, item] of Object.entries(value)) {
        if (!schema.properties?.[key]) {
          applyDefaults(item, schema.additionalProperties);
        }
      }
    }
  } else if (Array.isArray(value) && schema.items) {
    const items = schema.items;
    value.forEach(item => applyDefaults(item, items));
  }
}
