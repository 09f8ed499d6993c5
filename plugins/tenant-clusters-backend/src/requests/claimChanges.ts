import {
  readClaimManifests,
  type ClaimManifest,
} from '@spokeport/backstage-plugin-tenant-clusters-node';
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

interface LocatedManifest extends ClaimManifest {
  namespace: string;
  path: string;
}

function readManifests(
  text: string | undefined,
  path: string,
  namespaceOf: (path: string) => string | undefined,
): LocatedManifest[] {
  if (text === undefined || !/\.ya?ml$/.test(path)) {
    return [];
  }
  return readClaimManifests(text).map(manifest => ({
    ...manifest,
    namespace: manifest.namespace ?? namespaceOf(path) ?? 'default',
    path,
  }));
}

const identity = (manifest: LocatedManifest) =>
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
  const before = new Map<string, LocatedManifest>();
  const after = new Map<string, LocatedManifest>();
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
  const add = (change: ClaimChange['change'], manifest: LocatedManifest) => {
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
