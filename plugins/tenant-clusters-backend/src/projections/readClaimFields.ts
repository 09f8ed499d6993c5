import { ClaimFieldPath, ClaimFieldPaths } from './ClaimFieldPaths';
import { asRecord, asText, bounded } from './read';
import type { ClaimFields } from './types';

const MAX_LIST = 200;
const MAX_FIELD = 253;

/**
 * Splits `a.b[0]['c.d']` into its keys.
 * Grammar: key ( '.' key | '[' number ']' | "['" text "']" )*
 */
export function splitFieldPath(path: string): string[] {
  return Array.from(
    path.matchAll(/\['([^']*)'\]|\["([^"]*)"\]|\[(\d+)\]|([^.[\]]+)/g),
    ([, single, double, index, key]) => single ?? double ?? index ?? key,
  );
}

function readPath(manifest: Record<string, unknown>, path: string): unknown {
  const metadata = asRecord(manifest.metadata);
  if (path.startsWith('label:')) {
    return asRecord(metadata.labels)[path.slice('label:'.length)];
  }
  if (path.startsWith('annotation:')) {
    return asRecord(metadata.annotations)[path.slice('annotation:'.length)];
  }
  return splitFieldPath(path).reduce<unknown>(readKey, manifest);
}

function readKey(value: unknown, key: string): unknown {
  if (Array.isArray(value)) {
    return /^\d+$/.test(key) ? value[Number(key)] : undefined;
  }
  return typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function readFirst<T>(
  manifest: Record<string, unknown>,
  paths: ClaimFieldPath | undefined,
  convert: (value: unknown) => T | undefined,
): T | undefined {
  for (const path of [paths ?? []].flat()) {
    const value = convert(readPath(manifest, path));
    if (value !== undefined) {
      return value;
    }
  }
  return undefined;
}

/** A list of texts, or one text with commas, as compositions that fill a ConfigMap like it. */
function asList(value: unknown): string[] | undefined {
  if (Array.isArray(value)) {
    return value
      .slice(0, MAX_LIST)
      .flatMap(item => bounded(asText(item), MAX_FIELD) ?? []);
  }
  return typeof value === 'string'
    ? value
        .split(',', MAX_LIST)
        .map(item => item.trim().slice(0, MAX_FIELD))
        .filter(item => item !== '')
    : undefined;
}

/** Reads what the configured fields of a claim say, from a live object or a manifest in Git. */
export function readClaimFields(
  manifest: Record<string, unknown>,
  paths: ClaimFieldPaths,
): ClaimFields {
  const text = (field: ClaimFieldPath | undefined) =>
    bounded(readFirst(manifest, field, asText), MAX_FIELD);
  const list = (field: ClaimFieldPath | undefined) =>
    readFirst(manifest, field, asList) ?? [];
  return {
    tenant: text(paths.tenant),
    environment: text(paths.environment),
    region: text(paths.region),
    kubernetesVersion: text(paths.kubernetesVersion),
    cidr: text(paths.cidr),
    size: text(paths.size),
    members: list(paths.members),
    addons: list(paths.addons),
  };
}
