import { parseAllDocuments } from 'yaml';
import type { ClaimFields } from '../projections/types';
import type { ClaimChange } from './types';

/** One changed file of a pull request, with its text at both ends. */
export interface ChangedFile {
  path: string;
  /** Differs from path for a rename. */
  previousPath?: string;
  base?: string;
  head?: string;
}

/** Groups whose objects are machinery around claims, never claims. */
const NO_CLAIM_GROUPS =
  /(^|\.)(k8s\.io|argoproj\.io|crossplane\.io|upbound\.io|fluxcd\.io|external-secrets\.io|kyverno\.io|gatekeeper\.sh)$/;

interface Manifest {
  group: string;
  kind: string;
  namespace: string;
  name: string;
  path: string;
  content: Record<string, unknown>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readManifest(
  content: unknown,
  path: string,
  namespaceOf: (path: string) => string | undefined,
): Manifest | undefined {
  if (!isRecord(content) || !isRecord(content.metadata)) {
    return undefined;
  }
  const { apiVersion, kind } = content;
  const { name, namespace } = content.metadata;
  if (
    typeof apiVersion !== 'string' ||
    typeof kind !== 'string' ||
    typeof name !== 'string' ||
    !apiVersion.includes('/')
  ) {
    return undefined;
  }
  const group = apiVersion.split('/')[0];
  if (!group.includes('.') || NO_CLAIM_GROUPS.test(group)) {
    return undefined;
  }
  return {
    group,
    kind,
    namespace:
      typeof namespace === 'string'
        ? namespace
        : namespaceOf(path) ?? 'default',
    name,
    path,
    content,
  };
}

/** Reads what it can of a file: a document that does not parse is left out, since it can name no claim. */
function readManifests(
  text: string | undefined,
  path: string,
  namespaceOf: (path: string) => string | undefined,
): Manifest[] {
  if (text === undefined || !/\.ya?ml$/.test(path)) {
    return [];
  }
  const manifests: Manifest[] = [];
  for (const document of parseAllDocuments(text, { logLevel: 'silent' })) {
    if ('errors' in document && document.errors.length === 0) {
      // Aliases are bounded: a hostile file must not expand without end.
      let content: unknown;
      try {
        content = document.toJS({ maxAliasCount: 100 });
      } catch {
        continue;
      }
      const manifest = readManifest(content, path, namespaceOf);
      if (manifest) {
        manifests.push(manifest);
      }
    }
  }
  return manifests;
}

const identity = (manifest: Manifest) =>
  [manifest.group, manifest.kind, manifest.namespace, manifest.name].join('/');

/**
 * What a pull request does to claims: the manifests of its files at head against those at base, by identity, so that a
 * rename or a move between files is a change or nothing, not a removal and an addition.
 */
export function claimChanges(options: {
  files: ChangedFile[];
  fieldsOf: (manifest: Record<string, unknown>) => ClaimFields;
  /** Namespace of manifests under a path that name none themselves, as their Application's destination says. */
  namespaceOf?: (path: string) => string | undefined;
}): ClaimChange[] {
  const { files, fieldsOf, namespaceOf = () => undefined } = options;
  const before = new Map<string, Manifest>();
  const after = new Map<string, Manifest>();
  for (const file of files) {
    const basePath = file.previousPath ?? file.path;
    for (const manifest of readManifests(file.base, basePath, namespaceOf)) {
      before.set(identity(manifest), manifest);
    }
    for (const manifest of readManifests(file.head, file.path, namespaceOf)) {
      after.set(identity(manifest), manifest);
    }
  }
  const changes: ClaimChange[] = [];
  const add = (change: ClaimChange['change'], manifest: Manifest) => {
    const { group, kind, namespace, name, path, content } = manifest;
    changes.push({
      change,
      group,
      kind,
      namespace,
      name,
      path,
      fields: fieldsOf(content),
      manifest: content,
    });
  };
  for (const [key, manifest] of after) {
    const previous = before.get(key);
    if (!previous) {
      add('create', manifest);
    } else if (
      JSON.stringify(previous.content) !== JSON.stringify(manifest.content)
    ) {
      add('change', manifest);
    }
  }
  for (const [key, manifest] of before) {
    if (!after.has(key)) {
      add('remove', manifest);
    }
  }
  return changes;
}
