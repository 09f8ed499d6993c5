import { isRecord, type Schema } from './schema';
import { isOfType } from './scalarKeywords';
import {
  describe,
  note,
  pathIn,
  yamlField,
  type Conversion,
  type Place,
} from './conversion';
import type { FormField } from './types';

const MAX_BOXES = 12;

const isYaml = (field: FormField) => field['ui:field'] === 'ManifestYamlField';

/** Bounds on the number of items. One that need not be there must not be forced to have some. */
function lengths(schema: Schema, required: boolean) {
  const { minItems, maxItems } = schema;
  const least = Number.isInteger(minItems) && Number(minItems) > 0;
  return {
    keywords: {
      ...(least && required && { minItems }),
      ...(Number.isInteger(maxItems) && Number(maxItems) >= 0 && { maxItems }),
    },
    rules: least && !required ? [`At least ${minItems}, if any`] : [],
  };
}

/** A list: of single values, or of objects; a YAML field for other lists. */
export function arrayField(
  schema: Schema,
  place: Place,
  conversion: Conversion,
): FormField {
  const { path, depth, required } = place;
  const value =
    conversion.overrides.get(path)?.default ?? schema.default ?? undefined;
  const given = isOfType(value, 'array') ? (value as unknown[]) : undefined;
  if (required || given?.length) {
    conversion.keepEmpty.add(pathIn(path));
  }
  const { keywords, rules } = lengths(schema, required);
  const description = describe(schema, rules);
  const asYaml = (why: string): FormField => {
    note(conversion, path, `${why}; it is a YAML field`);
    return {
      ...yamlField('array'),
      description,
      ...(given && { default: given }),
    };
  };
  if (!isRecord(schema.items)) {
    return asYaml('is a list of anything');
  }
  if (schema.items.type === 'array') {
    return asYaml('is a list of lists');
  }
  const { title, ...items } = conversion.convert(schema.items, {
    path: `${path}[]`,
    name: place.name,
    depth: depth + 1,
    required: true,
  });
  if (isYaml(items)) {
    return asYaml('is a list whose items no form can be made of');
  }
  const listType = schema['x-kubernetes-list-type'];
  const unique =
    listType === 'set' || listType === 'map' || schema.uniqueItems === true;
  return {
    type: 'array',
    description,
    ...keywords,
    ...(unique && { uniqueItems: true }),
    items,
    ...(given && { default: given }),
    ...(unique &&
      Array.isArray(items.enum) &&
      items.enum.length <= MAX_BOXES && { 'ui:widget': 'checkboxes' }),
  };
}
