/** A node of an OpenAPI schema, as an XRD has it: anything may stand in it. */
export type Schema = Record<string, unknown>;

export const isRecord = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const texts = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : [];

/** A name from an XRD or a person, short enough to quote. */
export const safeName = (name: string) =>
  JSON.stringify(name.length > 80 ? `${name.slice(0, 79)}…` : name);

const FIELD_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/;

/**
 * Whether a form can have a field of this name. JSON pointers, `ui:` keys and what every JavaScript object has cannot be told
 * from a field by the libraries that draw forms.
 */
export const isFieldName = (name: string) =>
  FIELD_NAME.test(name) && !(name in Object.prototype);
