import { parseDocument, stringify } from 'yaml';

/** What a field of YAML is to hold; anything without a type. */
export type YamlType = 'object' | 'array' | undefined;

/** What the text of a YAML field comes to: a value, or why it is none. */
export interface ReadYaml {
  value?: unknown;
  problem?: { id: 'syntax' | 'not-a-map' | 'not-a-list'; detail?: string };
}

const MAX_ALIASES = 100;

const isMap = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads the text of a YAML field; nothing but space is no value. */
export function readYaml(text: string, type?: YamlType): ReadYaml {
  if (text.trim() === '') {
    return {};
  }
  let value: unknown;
  try {
    const document = parseDocument(text, { logLevel: 'silent' });
    if (document.errors.length > 0) {
      throw document.errors[0];
    }
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    const [detail] = (error as Error).message.split(':\n');
    return { problem: { id: 'syntax', detail: detail.slice(0, 200) } };
  }
  if (type === 'object' && !isMap(value)) {
    return { problem: { id: 'not-a-map' } };
  }
  if (type === 'array' && !Array.isArray(value)) {
    return { problem: { id: 'not-a-list' } };
  }
  return { value };
}

/** The text that stands for a value. A form makes empty maps and lists of fields that nobody touched. */
export function writeYaml(value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }
  if (typeof value === 'string') {
    return value;
  }
  return typeof value === 'object' && Object.keys(value).length === 0
    ? ''
    : stringify(value);
}
