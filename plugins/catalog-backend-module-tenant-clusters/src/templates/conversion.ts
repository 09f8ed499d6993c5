import type { Overrides } from './readOverrides';
import { isRecord, type Schema } from './schema';
import { plainLine, plainText } from './texts';
import type { FormField } from './types';

const MAX_DESCRIPTION = 800;
const MAX_RULES = 10;
/** Sentences for platform engineers; a thousand tell no more. */
const MAX_NOTES = 50;

/** Where in `spec` a field is, and what is known of it there. */
export interface Place {
  /** Below `spec`: `network.cidr`, `pools[].size`; empty for `spec` itself. */
  path: string;
  name: string;
  depth: number;
  required: boolean;
}

/** The state of one conversion. */
export interface Conversion {
  overrides: Overrides['fields'];
  /** Objects deeper than this are YAML fields. */
  maxDepth: number;
  used: Set<string>;
  notes: Set<string>;
  /** Overrides that could not be followed. */
  problems: string[];
  keepEmpty: Set<string>;
  fields: number;
  convert(schema: unknown, place: Place): FormField;
}

export const pathIn = (path: string) => (path ? `spec.${path}` : 'spec');

/** Adds a sentence for platform engineers. */
export function note(conversion: Conversion, path: string, text: string): void {
  if (conversion.notes.size < MAX_NOTES) {
    conversion.notes.add(`${pathIn(path)} ${text}`);
  }
}

/** A field of YAML, for what no form can be made of. */
export function yamlField(type?: 'object' | 'array'): FormField {
  return { ...(type && { type }), 'ui:field': 'ManifestYamlField' };
}

/** Rules that only the API server evaluates, in words: their message where they have one. */
function rulesOf(schema: Schema): string[] {
  const validations = schema['x-kubernetes-validations'];
  return (Array.isArray(validations) ? validations : [])
    .filter(isRecord)
    .slice(0, MAX_RULES)
    .flatMap(({ message, rule }) => {
      const text = plainLine(message, 200);
      const expression = plainLine(rule, 200);
      return text ?? (expression ? `Rule: ${expression}` : []);
    });
}

/** What stands under a field: its description, then what it has to keep to. */
export function describe(schema: Schema, more: string[] = []) {
  return plainText(
    [
      plainText(schema.description, MAX_DESCRIPTION),
      ...rulesOf(schema),
      ...more,
    ]
      .filter(Boolean)
      .map(text => (/[.!?…]$/.test(text!) ? text : `${text}.`))
      .join(' '),
    2 * MAX_DESCRIPTION,
  );
}
