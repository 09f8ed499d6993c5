/**
 * Readers of untyped fields. A hub may leave out or fill oddly whatever it likes: each of these answers with something of
 * the right type, and never throws.
 */

const EMPTY_RECORD: Record<string, unknown> = Object.freeze({});

export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : EMPTY_RECORD;
}

/** A non-empty string. Numbers and booleans are written out, as YAML often gives them for text (`kubernetesVersion: 1.30`). */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value === '' ? undefined : value;
  }
  return typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

export function asString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value)
    ? value
    : undefined;
}

export function asRecords(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value)
    ? value.filter(
        (item): item is Record<string, unknown> =>
          typeof item === 'object' && item !== null && !Array.isArray(item),
      )
    : [];
}

export function asStrings(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : [];
}

/** Cuts text that a hub may make as long as it likes. */
export function bounded(
  text: string | undefined,
  length: number,
): string | undefined {
  return text !== undefined && text.length > length
    ? `${text.slice(0, length - 1)}…`
    : text;
}
