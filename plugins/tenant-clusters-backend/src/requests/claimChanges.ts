import type { ClaimManifest } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { ClaimFields } from '../projections/types';
import type { ParsedFile } from './parseChangedFile';
import type { ClaimChange } from './types';

/** What a claim's manifest leaves open, for whoever knows where it goes. */
export interface UnplacedManifest {
  path: string;
  group: string;
  kind: string;
}

/** A claim that an Application renders from files below its path. */
export interface RenderedClaim {
  group: string;
  kind: string;
  namespace: string;
  name: string;
  fields: ClaimFields;
  /** `namespace/name` of the Application. */
  application: string;
}

/** What a hub knows about where its manifests go. */
export interface ClaimPlacement {
  fieldsOf: (manifest: Record<string, unknown>) => ClaimFields;
  /**
   * Namespace of a manifest that names none, as its Application's destination says; empty for a cluster-scoped kind; undefined
   * when nobody knows.
   */
  namespaceOf?: (manifest: UnplacedManifest) => string | undefined;
  /** Claims that are rendered from the folder that a file is in. */
  renderedFrom?: (path: string) => RenderedClaim[];
}

interface LocatedManifest extends ClaimManifest {
  namespace: string;
  path: string;
}

const identity = (manifest: Omit<RenderedClaim, 'fields' | 'application'>) =>
  [manifest.group, manifest.kind, manifest.namespace, manifest.name].join('/');

/** Kubernetes' namespace of what names none. */
const DEFAULT_NAMESPACE = 'default';

/** Whether what the file does to claims follows from the file alone, whatever the hub knows. */
export function isSelfContained(file: ParsedFile): boolean {
  return (
    !file.renders &&
    [...file.base, ...file.head].every(
      ({ namespace }) => namespace !== undefined,
    )
  );
}

/**
 * What a request does to claims: the manifests of its files at head against those at base, by identity, so that a rename or a
 * move between files is one change that says where from, not a removal and an addition. Files that hold no claim but from which
 * an Application renders some change those.
 */
export function claimChanges(
  files: ParsedFile[],
  placement: ClaimPlacement,
): ClaimChange[] {
  const { fieldsOf, namespaceOf, renderedFrom } = placement;
  const locate = (
    manifest: ClaimManifest,
    path: string,
    file: ParsedFile,
  ): LocatedManifest => ({
    ...manifest,
    namespace:
      manifest.namespace ??
      file.namespace ??
      namespaceOf?.({ path, group: manifest.group, kind: manifest.kind }) ??
      DEFAULT_NAMESPACE,
    path,
  });
  const before = new Map<string, LocatedManifest>();
  const after = new Map<string, LocatedManifest>();
  for (const file of files) {
    for (const manifest of file.base) {
      const located = locate(manifest, file.previousPath ?? file.path, file);
      before.set(identity(located), located);
    }
    for (const manifest of file.head) {
      const located = locate(manifest, file.path, file);
      after.set(identity(located), located);
    }
  }
  const changes = new Map<string, ClaimChange>();
  const add = (
    change: ClaimChange['change'],
    manifest: LocatedManifest,
    previousPath?: string,
  ) => {
    const { group, kind, namespace, name, path, content } = manifest;
    changes.set(identity(manifest), {
      change,
      group,
      kind,
      namespace,
      name,
      path,
      ...(previousPath && { previousPath }),
      fields: fieldsOf(content),
      manifest: content,
    });
  };
  for (const [key, manifest] of after) {
    const previous = before.get(key);
    if (!previous) {
      add('create', manifest);
    } else if (previous.path !== manifest.path) {
      add('change', manifest, previous.path);
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
  for (const { path } of files.filter(({ renders }) => renders)) {
    for (const { fields, application, ...claim } of renderedFrom?.(path) ??
      []) {
      const key = identity(claim);
      if (!changes.has(key)) {
        changes.set(key, {
          change: 'change',
          ...claim,
          path,
          application,
          fields,
          manifest: {},
        });
      }
    }
  }
  return [...changes.values()];
}
