const MAX_LENGTH = 80;
const MAX_ENTRIES = 50_000;

const pool = new Map<string, string>();

/**
 * One copy of strings that repeat from object to object (kinds, namespaces, reasons, label values): JSON.parse makes a new
 * one each time, and a large fleet has hundreds of thousands of objects.
 */
export function intern(text: string): string {
  if (text.length > MAX_LENGTH) {
    return text;
  }
  const known = pool.get(text);
  if (known !== undefined) {
    return known;
  }
  if (pool.size >= MAX_ENTRIES) {
    pool.clear();
  }
  pool.set(text, text);
  return text;
}

export function internOptional(text: string | undefined): string | undefined {
  return text === undefined ? undefined : intern(text);
}
