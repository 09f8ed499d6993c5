import { setSegments } from '../runtime/fieldPath';
import { executeGoTemplate } from '../runtime/goTemplate';

/** Splits a gjson or sjson path at its dots; `\.` is a dot of a name. */
export function pathSegments(path: string): string[] {
  return path.split(/(?<!\\)\./).map(segment => segment.replaceAll('\\.', '.'));
}

/** The value at a gjson path, or undefined. */
export function readPath(payload: unknown, path: string): unknown {
  return pathSegments(path).reduce<any>(
    (value, name) =>
      value && typeof value === 'object' && Object.hasOwn(value, name)
        ? value[name]
        : undefined,
    payload,
  );
}

/** Sets the value at an sjson path; a number is an index where the document has a list. */
export function writePath(
  document: Record<string, any>,
  path: string,
  value: unknown,
) {
  const segments = pathSegments(path);
  if (segments.some(name => ['__proto__', 'constructor'].includes(name))) {
    return;
  }
  let at: any = document;
  const located = segments.map(name => {
    const segment =
      Array.isArray(at) && /^\d+$/.test(name) ? Number(name) : name;
    at = at?.[segment];
    return segment;
  });
  setSegments(document, located, value);
}

/** The value a trigger parameter takes from an event, or an error where there is none and no default. */
export function parameterValue(
  src: Record<string, any>,
  event: { context: Record<string, unknown>; data: Record<string, unknown> },
): unknown {
  const value = fromEvent(src, event);
  if (value !== undefined && value !== '') return value;
  if (src.value !== undefined) return src.value;
  if (value === '') return value;
  throw new Error(`unable to resolve '${src.dependencyName}' parameter value`);
}

function fromEvent(
  src: Record<string, any>,
  event: { context: Record<string, unknown>; data: Record<string, unknown> },
): unknown {
  if (src.dataTemplate) {
    const text = executeGoTemplate(src.dataTemplate, { Input: event.data });
    return text === '<no value>' ? undefined : text;
  }
  if (src.contextTemplate) {
    return executeGoTemplate(src.contextTemplate, { Input: event.context });
  }
  if (src.contextKey) return readPath(event.context, src.contextKey);
  if (!src.dataKey) {
    return src.value === undefined ? JSON.stringify(event.data) : undefined;
  }
  const value = readPath(event.data, src.dataKey);
  if (src.useRawData || value === undefined) return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
