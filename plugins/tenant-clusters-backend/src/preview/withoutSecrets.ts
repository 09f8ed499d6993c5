const MASK = '***';
/** Anything shorter is no secret, and would tear holes into texts. */
const MIN_LENGTH = 4;
const MIN_LINE_LENGTH = 8;

/** The forms in which a secret can stand in a manifest: as it is, encoded, and line by line. */
function formsOf(secret: string): string[] {
  const lines = secret.split(/\r?\n/).map(line => line.trim());
  return [
    ...(secret.length >= MIN_LENGTH
      ? [
          secret,
          Buffer.from(secret).toString('base64'),
          JSON.stringify(secret).slice(1, -1),
          encodeURIComponent(secret),
        ]
      : []),
    ...(lines.length > 1
      ? lines.filter(line => line.length >= MIN_LINE_LENGTH)
      : []),
  ];
}

/**
 * A function that gives a copy of a value with every secret in its texts masked.
 *
 * @param secrets - what must not be in an answer
 */
export function withoutSecrets(secrets: string[]): <T>(value: T) => T {
  const forms = [...new Set(secrets.flatMap(formsOf))].sort(
    (one, other) => other.length - one.length,
  );
  const mask = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return forms.reduce((text, form) => text.replaceAll(form, MASK), value);
    }
    if (Array.isArray(value)) {
      return value.map(mask);
    }
    if (value && typeof value === 'object') {
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, mask(item)]),
      );
    }
    return value;
  };
  return value => mask(value) as typeof value;
}
