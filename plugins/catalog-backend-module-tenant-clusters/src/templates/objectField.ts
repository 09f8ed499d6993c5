import { choiceOf } from './choiceOf';
import { readBranches } from './readBranches';
import type { FieldOverride } from './readOverrides';
import { isFieldName, isRecord, safeName, texts, type Schema } from './schema';
import { isOfType } from './scalarKeywords';
import {
  describe,
  note,
  pathIn,
  yamlField,
  type Conversion,
  type Place,
} from './conversion';
import { inWords, plainLine } from './texts';
import type { FormField } from './types';

const isScalar = (field: FormField) =>
  field.type !== undefined &&
  !['object', 'array'].includes(String(field.type)) &&
  !field['ui:field'];

/** Whether a form puts values in an object by itself, or asks for some: an object that need not be there would always be. */
function insists(field: FormField): boolean {
  const properties = isRecord(field.properties) ? field.properties : {};
  return (
    texts(field.required).length > 0 ||
    Array.isArray(field.oneOf) ||
    Object.values(properties)
      .filter(isRecord)
      .some(
        child =>
          child.default !== undefined ||
          (child.type === 'object' && insists(child)),
      )
  );
}

/** Fields in the order that the platform team wants; then those that are needed; then as the schema has them. */
function ordered(
  names: string[],
  required: string[],
  wishOf: (name: string) => FieldOverride | undefined,
): string[] {
  const rank = (name: string) => [
    wishOf(name)?.order ?? Infinity,
    required.includes(name) ? 0 : 1,
  ];
  return names
    .map((name, index) => ({ name, rank: [...rank(name), index] }))
    .sort((one, other) => {
      const different = one.rank.findIndex(
        (value, index) => value !== other.rank[index],
      );
      return one.rank[different] < other.rank[different] ? -1 : 1;
    })
    .map(({ name }) => name);
}

/** Keys of a person's own choosing, each with one value. */
function mapField(
  schema: Schema,
  place: Place,
  conversion: Conversion,
): FormField | undefined {
  if (!isRecord(schema.additionalProperties)) {
    return undefined;
  }
  const { title, description, ...value } = conversion.convert(
    schema.additionalProperties,
    {
      path: `${place.path}.*`,
      name: place.name,
      depth: place.depth + 1,
      required: true,
    },
  );
  if (!isScalar(value)) {
    return undefined;
  }
  const most = schema.maxProperties;
  return {
    type: 'object',
    description: describe(schema),
    ...(Number.isInteger(most) && Number(most) > 0 && { maxProperties: most }),
    additionalProperties: value,
  };
}

/** An object without fields, which only says by being there. */
const isMarker = (field: FormField) =>
  field.type === 'object' &&
  !field['ui:field'] &&
  isRecord(field.properties) &&
  Object.keys(field.properties).length === 0 &&
  !field.oneOf;

/** The fields within an object, and which of them there must be. */
function childrenOf(
  schema: Schema,
  place: Place,
  conversion: Conversion,
  chosen: Set<string>,
): { properties: Record<string, FormField>; required: string[] } {
  const own = isRecord(schema.properties) ? schema.properties : {};
  const needed = new Set(
    [schema, ...[schema.allOf].flat().filter(isRecord)].flatMap(part =>
      texts(part.required),
    ),
  );
  const pathOf = (name: string) =>
    place.path ? `${place.path}.${name}` : name;
  const wishOf = (name: string) => conversion.overrides.get(pathOf(name));
  const properties: [string, FormField][] = [];
  for (const name of ordered(Object.keys(own), [...needed], wishOf)) {
    if (!isFieldName(name)) {
      note(
        conversion,
        place.path,
        `has a field ${safeName(name)}, which no form can have`,
      );
      continue;
    }
    const path = pathOf(name);
    const required = needed.has(name);
    const field = conversion.convert(own[name], {
      path,
      name,
      depth: place.depth + 1,
      required,
    });
    if (field['ui:widget'] === 'hidden' && field.default === undefined) {
      if (!required) {
        continue;
      }
      note(conversion, path, 'is needed and has no default: it is not hidden');
      delete field['ui:widget'];
    }
    if (isMarker(field) && chosen.has(name)) {
      field['ui:widget'] = 'hidden';
    } else if (isMarker(field) && !required) {
      note(conversion, path, 'has no fields; it is left out');
      continue;
    }
    properties.push([name, field]);
  }
  return {
    properties: Object.fromEntries(properties),
    required: properties.map(([name]) => name).filter(name => needed.has(name)),
  };
}

/** An object: its fields, a choice among shapes, a map, or a YAML field where a form cannot tell. */
export function objectField(
  schema: Schema,
  place: Place,
  conversion: Conversion,
): FormField {
  const { path, depth, required } = place;
  // Items of a list are never left out.
  if (required && !/(\[\]|\.\*)$/.test(path)) {
    conversion.keepEmpty.add(pathIn(path));
  }
  const value = conversion.overrides.get(path)?.default ?? schema.default;
  const given = isOfType(value, 'object') ? (value as Schema) : undefined;
  if (given && Object.keys(given).length > 0) {
    conversion.keepEmpty.add(pathIn(path));
  }
  const asYaml = (why: string, more: FormField = {}): FormField => {
    note(conversion, path, `${why}; it is a YAML field`);
    return {
      ...yamlField('object'),
      description: describe(schema),
      ...(given && { default: given }),
      ...more,
    };
  };
  if (schema['x-kubernetes-embedded-resource'] === true) {
    return asYaml('is a whole object of Kubernetes', {
      // An empty form is an empty object, which one that need not be there may be.
      ...(required && { required: ['apiVersion', 'kind'] }),
    });
  }
  const own = isRecord(schema.properties) ? schema.properties : {};
  const names = Object.keys(own);
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (names.length === 0 && (open || schema.additionalProperties)) {
    const map = mapField(schema, place, conversion);
    return map
      ? { ...map, ...(given && { default: given }) }
      : asYaml('takes fields of any name');
  }
  if (depth > conversion.maxDepth) {
    return asYaml('lies too deep for a form');
  }
  if (texts(schema.required).some(name => !isFieldName(name))) {
    return asYaml('needs a field that no form can have');
  }
  const branches = readBranches(schema);
  if (branches.unsupported) {
    if (path) {
      return asYaml('has a choice that no form can offer');
    }
    note(
      conversion,
      path,
      'has a choice that is only checked before the pull request',
    );
  }
  if (open || schema.additionalProperties) {
    note(conversion, path, 'takes more fields than the form has');
  }
  const chosen = new Set(branches.branches.flatMap(({ fields }) => fields));
  const children = childrenOf(schema, place, conversion, chosen);
  const field: FormField = {
    type: 'object',
    description: describe(schema, branches.rules),
    ...choiceOf(children, branches.branches, conversion, path),
  };
  if (given && Object.keys(given).length > 0) {
    field.default = withOverrides(given, path, conversion);
  }
  return !required && !given && insists(field) ? optional(field, place) : field;
}

/** The default of a whole object, in which an override of one of its fields counts more. */
function withOverrides(given: Schema, path: string, conversion: Conversion) {
  const inner = path ? `${path}.` : '';
  const wishes = [...conversion.overrides].flatMap(([at, wish]) => {
    const name = at.startsWith(inner) ? at.slice(inner.length) : '';
    return wish.default !== undefined && /^[^.[\]]+$/.test(name)
      ? [[name, wish.default] as const]
      : [];
  });
  return { ...given, ...Object.fromEntries(wishes) };
}

/** An object that need not be there: the form asks first, so that its defaults and needed fields are not taken for an answer. */
function optional(
  { description, ...field }: FormField,
  { name }: Place,
): FormField {
  const words = plainLine(inWords(name), 60);
  return {
    description,
    oneOf: [
      { title: `Without ${words}`, type: 'null' },
      { title: `With ${words}`, ...field },
    ],
  };
}
