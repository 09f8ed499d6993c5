import { WITHHELD, withoutCredentials } from './withoutCredentials';

/** Names of fields whose text is a secret. What refers to one (secretName, secretRef, tokenKey) is none. */
const SECRET_NAME =
  /(?:^|[-_.]|[a-z0-9])(password|passwd|passphrase|secret|token|credentials?|private[-_]?key|api[-_]?key|access[-_]?key(?:[-_]?id)?|secret[-_]?key|client[-_]?key(?:[-_]?data)?|connection[-_]?string|kubeconfig|webhook[-_]?url)$/i;

const DROPPED_ANNOTATIONS = [
  'kubectl.kubernetes.io/last-applied-configuration',
];

const MAX_DEPTH = 60;

/** An object fit to be shown, with the paths of what is withheld. */
export interface RedactedObject {
  object: Record<string, unknown>;
  withheld: string[];
}

const isText = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number';

/**
 * Takes from an object what no page shows: managedFields, the copy that kubectl keeps, texts that look like credentials, and
 * values whose name says that they are some, in fields as in `{name, value}` pairs.
 */
export function redactObject(object: Record<string, unknown>): RedactedObject {
  const withheld: string[] = [];
  const clean = redact(object, '', withheld, 0) as Record<string, unknown>;
  const metadata = clean.metadata as Record<string, unknown> | undefined;
  if (metadata) {
    delete metadata.managedFields;
    const annotations = metadata.annotations as
      | Record<string, unknown>
      | undefined;
    DROPPED_ANNOTATIONS.forEach(name => delete annotations?.[name]);
  }
  return {
    object: clean,
    withheld: withheld.filter(
      path =>
        !path.startsWith('metadata.managedFields') &&
        !DROPPED_ANNOTATIONS.some(name => path.includes(name)),
    ),
  };
}

function redact(
  value: unknown,
  path: string,
  withheld: string[],
  depth: number,
): unknown {
  if (typeof value === 'string') {
    const clean = withoutCredentials(value);
    if (clean !== value) {
      withheld.push(path);
    }
    return clean;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (depth > MAX_DEPTH) {
    withheld.push(path);
    return WITHHELD;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      redact(item, `${path}[${index}]`, withheld, depth + 1),
    );
  }
  const pairName = (value as { name?: unknown }).name;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const innerPath = path ? `${path}.${key}` : key;
      const name =
        key === 'value' && typeof pairName === 'string' ? pairName : key;
      if (isText(inner) && inner !== '' && SECRET_NAME.test(name)) {
        withheld.push(innerPath);
        return [key, WITHHELD];
      }
      return [key, redact(inner, innerPath, withheld, depth + 1)];
    }),
  );
}
