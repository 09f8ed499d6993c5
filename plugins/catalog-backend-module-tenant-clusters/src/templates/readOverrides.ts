import { parseDocument } from 'yaml';
import { isRecord, safeName } from './schema';
import { plainLine, plainText } from './texts';

/** How a platform team wants one field, whatever its schema says. */
export interface FieldOverride {
  title?: string;
  description?: string;
  /** Smaller comes first; fields without one follow. */
  order?: number;
  /** Widget of the form (`radio`), or a field extension (`CidrField`). */
  widget?: string;
  /** Title of the page of the form on which it stands. */
  group?: string;
  hidden?: boolean;
  default?: unknown;
}

/** Overrides by path below `spec`: `network.cidr`, `pools[].size`. */
export interface Overrides {
  fields: Map<string, FieldOverride>;
  /** What could not be read, as sentences for platform engineers. */
  problems: string[];
}

const MAX_LENGTH = 64 * 1024;
const MAX_FIELDS = 300;
const WIDGET = /^[A-Za-z][A-Za-z0-9]{0,62}$/;

const READERS: Record<
  keyof FieldOverride,
  { expected: string; read: (value: unknown) => unknown }
> = {
  title: { expected: 'a text', read: value => plainLine(value, 120) },
  description: { expected: 'a text', read: value => plainText(value, 1000) },
  order: {
    expected: 'a number',
    read: value => (Number.isFinite(value) ? value : undefined),
  },
  widget: {
    expected: 'the name of a widget or field',
    read: value =>
      typeof value === 'string' && WIDGET.test(value) ? value : undefined,
  },
  group: { expected: 'a text', read: value => plainLine(value, 60) },
  hidden: {
    expected: 'true or false',
    read: value => (typeof value === 'boolean' ? value : undefined),
  },
  default: { expected: 'a value', read: value => value ?? undefined },
};

function readField(
  path: string,
  content: unknown,
  problems: string[],
): FieldOverride {
  if (!isRecord(content)) {
    problems.push(`the override of ${path} is no map`);
    return {};
  }
  const override: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(content)) {
    const reader = Object.hasOwn(READERS, key)
      ? READERS[key as keyof FieldOverride]
      : undefined;
    const read = reader?.read(value);
    if (!reader) {
      problems.push(
        `the override of ${path} says ${safeName(
          key,
        )}, which is none of ${Object.keys(READERS).join(', ')}`,
      );
    } else if (read === undefined) {
      problems.push(
        `${key} of the override of ${path} must be ${reader.expected}`,
      );
    } else {
      override[key] = read;
    }
  }
  return override as FieldOverride;
}

/** Reads the annotation with the overrides: YAML, a map of paths below `spec` to what they shall be. */
export function readOverrides(annotation: string | undefined): Overrides {
  const none = (problem: string): Overrides => ({
    fields: new Map(),
    problems: [problem],
  });
  if (annotation === undefined) {
    return { fields: new Map(), problems: [] };
  }
  if (annotation.length > MAX_LENGTH) {
    return none(`the overrides are longer than ${MAX_LENGTH} characters`);
  }
  let content: unknown;
  try {
    const document = parseDocument(annotation, { logLevel: 'silent' });
    if (document.errors.length > 0) {
      throw document.errors[0];
    }
    content = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return none(
      `the overrides are no YAML: ${(error as Error).message.split('\n')[0]}`,
    );
  }
  if (!isRecord(content)) {
    return none('the overrides are no map of fields');
  }
  const entries = Object.entries(content);
  if (entries.length > MAX_FIELDS) {
    return none(`there are overrides of more than ${MAX_FIELDS} fields`);
  }
  const problems: string[] = [];
  const fields = new Map(
    entries.map(([name, value]) => {
      const path = name.replace(/^spec\./, '');
      return [path, readField(safeName(path), value, problems)] as const;
    }),
  );
  return { fields, problems };
}
