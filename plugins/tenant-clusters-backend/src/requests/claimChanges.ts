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
  /** `namespace/name` of the Application whose path is this very folder. */
  applicationOf?: (folder: string) => string | undefined;
  /** Claims that are rendered from the folder that a file is in. */
  renderedFrom?: (path: string) => RenderedClaim[];
}

interface LocatedManifest extends ClaimManifest {
  namespace: string;
  path: string;
  /** Through which overlay of the file it reaches the hub, if through one. */
  through?: Pick<ClaimChange, 'overlay' | 'application'>;
}

/**
 * The overlays through which a base reaches the hub: those that an Application reads, and as long as nobody knows of such an
 * Application, those that no other takes again.
 */
function reachingOverlays(
  { overlays = [] }: ParsedFile,
  { applicationOf }: ClaimPlacement,
) {
  const all = overlays.map(overlay => ({
    ...overlay,
    application: applicationOf?.(overlay.folder),
  }));
  const read = all.filter(({ application }) => application !== undefined);
  return read.length > 0 ? read : all.filter(({ outermost }) => outermost);
}

const kustomizationIn = (folder: string) => `${folder}/kustomization.yaml`;

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
  ): LocatedManifest[] => {
    const { group, kind } = manifest;
    const delivered = (at: string) =>
      namespaceOf?.({ path: at, group, kind }) ?? DEFAULT_NAMESPACE;
    const overlays = reachingOverlays(file, placement);
    if (overlays.length === 0) {
      const namespace = manifest.namespace ?? file.namespace ?? delivered(path);
      return [{ ...manifest, namespace, path }];
    }
    return overlays.map(
      ({ folder, namespace, namePrefix, nameSuffix, application }) => {
        const overlay = kustomizationIn(folder);
        return {
          ...manifest,
          name: `${namePrefix}${manifest.name}${nameSuffix}`,
          namespace: namespace ?? manifest.namespace ?? delivered(overlay),
          path,
          through: { overlay, ...(application && { application }) },
        };
      },
    );
  };
  const before = new Map<string, LocatedManifest>();
  const after = new Map<string, LocatedManifest>();
  for (const file of files) {
    for (const manifest of file.base) {
      for (const located of locate(
        manifest,
        file.previousPath ?? file.path,
        file,
      )) {
        before.set(identity(located), located);
      }
    }
    for (const manifest of file.head) {
      for (const located of locate(manifest, file.path, file)) {
        after.set(identity(located), located);
      }
    }
  }
  const changes = new Map<string, ClaimChange>();
  const add = (
    change: ClaimChange['change'],
    manifest: LocatedManifest,
    previousPath?: string,
  ) => {
    const { group, kind, namespace, name, path, content, through } = manifest;
    changes.set(identity(manifest), {
      change,
      group,
      kind,
      namespace,
      name,
      path,
      ...(previousPath && { previousPath }),
      ...through,
      fields: fieldsOf(content),
      // What an overlay patches is another manifest.
      manifest: through ? {} : content,
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
  for (const file of files.filter(({ renders }) => renders)) {
    const { path } = file;
    const overlays = reachingOverlays(file, placement);
    const rendered =
      overlays.length > 0
        ? overlays.flatMap(
            ({ folder }) => renderedFrom?.(kustomizationIn(folder)) ?? [],
          )
        : renderedFrom?.(path) ?? [];
    for (const { fields, application, ...claim } of rendered) {
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
