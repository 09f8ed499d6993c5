import type { FieldOverride } from './readOverrides';
import { isRecord, type Schema } from './schema';
import { isOfType, scalarKeywords, type ScalarType } from './scalarKeywords';
import type { FormField } from './types';

/** Widgets of the form that a type can have; another one would break the page. */
const WIDGETS: Record<ScalarType, string[]> = {
  string: ['text', 'textarea', 'password', 'color', 'date', 'email', 'hidden'],
  integer: ['text', 'updown', 'range', 'hidden'],
  number: ['text', 'updown', 'range', 'hidden'],
  boolean: ['checkbox', 'radio', 'select', 'hidden'],
};

/** A widget, or a field extension, which begins with a capital; undefined where the type cannot have it. */
export function widgetKey(
  widget: string,
  field: FormField,
): FormField | undefined {
  if (/^[A-Z]/.test(widget)) {
    return { 'ui:field': widget };
  }
  const { items } = field;
  const choices =
    field.type === 'array' && isRecord(items) && Array.isArray(items.enum)
      ? ['checkboxes', 'select', 'hidden']
      : ['hidden'];
  const known = Object.hasOwn(WIDGETS, String(field.type))
    ? [
        ...WIDGETS[field.type as ScalarType],
        ...(field.enum ? ['radio', 'select'] : []),
      ]
    : choices;
  return known.includes(widget) ? { 'ui:widget': widget } : undefined;
}

/** A number or a text, as `x-kubernetes-int-or-string` has it. */
function intOrString(schema: Schema): FormField {
  const { keywords } = scalarKeywords(schema, 'string');
  if (keywords.pattern) {
    return { type: 'string', pattern: keywords.pattern };
  }
  return {
    anyOf: [
      { title: 'Number', type: 'integer' },
      { title: 'Text', type: 'string' },
    ],
  };
}

/** A field of one value. `lost` says what of the schema the form cannot say. */
export function scalarField(options: {
  schema: Schema;
  type: ScalarType | 'int-or-string';
  required: boolean;
  override: FieldOverride;
}): { field: FormField; lost: string[] } {
  const { schema, type, required, override } = options;
  if (type === 'int-or-string') {
    const field = intOrString(schema);
    const value = override.default ?? schema.default;
    const fits = Number.isInteger(value) || typeof value === 'string';
    // With a pattern it is a text, whatever its default looks like.
    const written =
      field.type === 'string' && override.default === undefined
        ? String(value)
        : value;
    return {
      field: { ...field, ...(fits && { default: written }) },
      lost: [],
    };
  }
  const { keywords, lost } = scalarKeywords(schema, type);
  const field = { ...keywords };
  for (const value of [override.default, schema.default]) {
    if (
      field.default === undefined &&
      isOfType(value, type) &&
      (!Array.isArray(field.enum) || field.enum.includes(value))
    ) {
      field.default = value;
    }
  }
  if (type === 'boolean' && required && field.default === undefined) {
    // An empty box is no answer, and a box that must be ticked is no question.
    field['ui:widget'] = 'radio';
  }
  if (
    (typeof field.default === 'string' && field.default.includes('\n')) ||
    Number(field.maxLength) > 500
  ) {
    field['ui:widget'] = 'textarea';
  }
  return { field, lost };
}
