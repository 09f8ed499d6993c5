import { CROSSPLANE_SPEC_FIELDS } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { arrayField } from './arrayField';
import {
  describe,
  note,
  yamlField,
  type Conversion,
  type Place,
} from './conversion';
import { objectField } from './objectField';
import type { Overrides } from './readOverrides';
import { isRecord, safeName, texts, type Schema } from './schema';
import { isScalarType } from './scalarKeywords';
import { scalarField, widgetKey } from './scalarField';
import { plainLine, titleOf } from './texts';
import type { FormField, SpecForm } from './types';

const MAX_TITLE = 120;

/** More fields than these nobody fills in, and a browser takes long to draw them. */
export const MAX_FIELDS = 300;

function bareField(
  schema: unknown,
  place: Place,
  conversion: Conversion,
): FormField {
  if (!isRecord(schema)) {
    note(conversion, place.path, 'has no schema; it is a YAML field');
    return yamlField();
  }
  const override = conversion.overrides.get(place.path) ?? {};
  const scalar = (type: Parameters<typeof scalarField>[0]['type']) => {
    const { required } = place;
    const { field, lost } = scalarField({ schema, type, required, override });
    for (const text of lost) {
      note(conversion, place.path, text);
    }
    return { ...field, description: describe(schema, scalarRules(schema)) };
  };
  if (schema['x-kubernetes-int-or-string'] === true) {
    return scalar('int-or-string');
  }
  if (isScalarType(schema.type)) {
    return scalar(schema.type);
  }
  if (schema.type === 'array') {
    return arrayField(schema, place, conversion);
  }
  if (schema.type === 'object' || isRecord(schema.properties)) {
    return objectField(schema, place, conversion);
  }
  note(conversion, place.path, 'has no type; it is a YAML field');
  return { ...yamlField(), description: describe(schema) };
}

/** Alternatives of a single value are for the check before the pull request; the person may know of them. */
function scalarRules(schema: Schema): string[] {
  const alternatives = [schema.oneOf, schema.anyOf]
    .flat()
    .filter(isRecord)
    .flatMap(({ pattern, format }) => plainLine(pattern ?? format, 100) ?? []);
  return alternatives.length > 1
    ? [`One of these forms: ${alternatives.join(', ')}`]
    : [];
}

/** The field with what the platform team wants of it. */
function overridden(
  field: FormField,
  { path }: Place,
  conversion: Conversion,
): FormField {
  const wanted = conversion.overrides.get(path);
  if (!wanted) {
    return field;
  }
  conversion.used.add(path);
  const { title, description, widget, hidden, group } = wanted;
  const keys = widget ? widgetKey(widget, field) : {};
  if (!keys) {
    conversion.problems.push(`${path} cannot have the widget ${widget}`);
  }
  if (
    wanted.default !== undefined &&
    JSON.stringify(field.default) !== JSON.stringify(wanted.default)
  ) {
    conversion.problems.push(`${path} does not take its default`);
  }
  if (group && /[.[]/.test(path)) {
    conversion.problems.push(
      `${path} lies within a field, and so on the page of that one`,
    );
  }
  return {
    ...field,
    title: title ?? field.title,
    description: description ?? field.description,
    ...keys,
    ...(hidden && { 'ui:widget': 'hidden' }),
  };
}

/** The values of `spec` as a form, with at most `maxDepth` objects within each other. */
function convertSpec(
  spec: Schema,
  overrides: Overrides['fields'],
  maxDepth: number,
): { field: FormField; conversion: Conversion } {
  const conversion: Conversion = {
    overrides,
    maxDepth,
    used: new Set(),
    notes: new Set(),
    problems: [],
    keepEmpty: new Set(),
    fields: 0,
    convert(schema, place) {
      conversion.fields += 1;
      if (conversion.fields > MAX_FIELDS) {
        return {};
      }
      const node = isRecord(schema) ? schema : {};
      return overridden(
        {
          title:
            plainLine(node.title, MAX_TITLE) ??
            plainLine(titleOf(place.name), MAX_TITLE),
          ...bareField(schema, place, conversion),
        },
        place,
        conversion,
      );
    },
  };
  const field = conversion.convert(
    { ...spec, ...withoutCrossplane(spec) },
    { path: '', name: 'spec', depth: 0, required: true },
  );
  return { field, conversion };
}

/** What Crossplane adds to every claim and XR is its own, also where an XRD names it. */
function withoutCrossplane(spec: Schema): Schema {
  const own = new Set<string>(CROSSPLANE_SPEC_FIELDS);
  return {
    properties: Object.fromEntries(
      Object.entries(isRecord(spec.properties) ? spec.properties : {}).filter(
        ([name]) => !own.has(name),
      ),
    ),
    required: texts(spec.required).filter(name => !own.has(name)),
  };
}

/**
 * Makes a form of the schema of a claim or XR: of its `spec`, since the rest is not the requester's. Pure, and bounded whatever
 * the schema is: where there are too many fields, inner objects become YAML fields, level by level; undefined where that is not
 * enough.
 */
export function specForm(
  schema: Schema,
  overrides: Overrides,
): SpecForm | undefined {
  const properties = isRecord(schema.properties) ? schema.properties : {};
  const spec = isRecord(properties.spec) ? properties.spec : {};
  for (const maxDepth of [6, 3, 2, 1, 0]) {
    const { field, conversion } = convertSpec(spec, overrides.fields, maxDepth);
    if (conversion.fields <= MAX_FIELDS) {
      const unknown = [...overrides.fields.keys()]
        .filter(path => !conversion.used.has(path))
        .map(path => `there is no field ${safeName(path)}`);
      const groups = [...overrides.fields].flatMap(([path, { group }]) =>
        group && conversion.used.has(path)
          ? [[path, group] as [string, string]]
          : [],
      );
      return {
        field,
        keepEmpty: [...conversion.keepEmpty].sort(),
        groups: new Map(groups),
        notes: [...conversion.notes],
        problems: [...overrides.problems, ...unknown, ...conversion.problems],
      };
    }
  }
  return undefined;
}
