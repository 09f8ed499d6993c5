import { PrinterColumn } from '../ServedType';
import { StructuralSchema } from '../schema/StructuralSchema';

/** Short forms for writing schemas; each is a plain structural schema. */
export const string: StructuralSchema = { type: 'string' };
export const boolean: StructuralSchema = { type: 'boolean' };
export const integer: StructuralSchema = { type: 'integer' };
export const number: StructuralSchema = { type: 'number' };
export const time: StructuralSchema = { type: 'string', format: 'date-time' };
/** A field whose inside is not described: everything in it is kept. */
export const open: StructuralSchema = {
  'x-kubernetes-preserve-unknown-fields': true,
};
/** An object whose inside is not described. */
export const openObject: StructuralSchema = { type: 'object', ...open };
export const intOrString: StructuralSchema = {
  'x-kubernetes-int-or-string': true,
};

export function oneOf(...values: string[]): StructuralSchema {
  return { type: 'string', enum: values };
}

export function list(items: StructuralSchema): StructuralSchema {
  return { type: 'array', items };
}

/** A list merged by its items' keys (`x-kubernetes-list-type: map`). */
export function listBy(
  keys: string[],
  items: StructuralSchema,
): StructuralSchema {
  return {
    type: 'array',
    items,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': keys,
  };
}

export function map(values: StructuralSchema): StructuralSchema {
  return { type: 'object', additionalProperties: values };
}

export function object(
  properties: Record<string, StructuralSchema>,
  required?: string[],
): StructuralSchema {
  return { type: 'object', properties, ...(required ? { required } : {}) };
}

/** As {@link object}, keeping fields that are not described. */
export function openWith(
  properties: Record<string, StructuralSchema>,
  required?: string[],
): StructuralSchema {
  return { ...object(properties, required), ...open };
}

export function withDefault(
  schema: StructuralSchema,
  value: unknown,
): StructuralSchema {
  return { ...schema, default: value };
}

/** `status.conditions` of Crossplane and the like, merged by type. */
export const conditions: StructuralSchema = listBy(
  ['type'],
  object(
    {
      lastTransitionTime: time,
      message: string,
      observedGeneration: { type: 'integer', format: 'int64' },
      reason: string,
      status: string,
      type: string,
    },
    ['lastTransitionTime', 'reason', 'status', 'type'],
  ),
);

export function column(
  name: string,
  jsonPath: string,
  type = 'string',
  more: Partial<PrinterColumn> = {},
): PrinterColumn {
  return { name, type, jsonPath, ...more };
}

/** A column with a condition's status. */
export function conditionColumn(
  name: string,
  condition: string,
): PrinterColumn {
  return column(name, `.status.conditions[?(@.type=='${condition}')].status`);
}

export function ageColumn(name = 'AGE'): PrinterColumn {
  return column(name, '.metadata.creationTimestamp', 'date');
}
