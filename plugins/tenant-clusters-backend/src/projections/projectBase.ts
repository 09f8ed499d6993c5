import { isKeptAnnotation } from './keptAnnotations';
import { asNumber, asRecord, asRecords, asString, asStrings } from './read';
import type { ObjectOwner, ProjectedBase } from './types';

/** What is watched: the type stands here, because items of lists and metadata-only objects do not name theirs. */
export interface ProjectedType {
  hub: string;
  apiVersion: string;
  kind: string;
}

const NO_STRINGS: string[] = Object.freeze([] as string[]) as string[];
const NO_OWNERS: ObjectOwner[] = Object.freeze(
  [] as ObjectOwner[],
) as ObjectOwner[];
const NO_ENTRIES: Record<string, string> = Object.freeze({});

/** The group of an apiVersion; empty for the core group, whose apiVersion has no slash. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** String values by name, sorted: the same content in another order is no change. */
export function projectEntries(
  value: unknown,
  keep: (name: string) => boolean = () => true,
): Record<string, string> {
  const entries = Object.entries(asRecord(value)).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && keep(entry[0]),
  );
  if (entries.length === 0) {
    return NO_ENTRIES;
  }
  entries.sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries);
}

function projectOwners(value: unknown): ObjectOwner[] {
  const owners = asRecords(value).flatMap(owner => {
    const uid = asString(owner.uid);
    const name = asString(owner.name);
    return uid && name
      ? [
          {
            apiVersion: asString(owner.apiVersion) ?? '',
            kind: asString(owner.kind) ?? '',
            name,
            uid,
            controller: owner.controller === true,
          },
        ]
      : [];
  });
  return owners.length === 0 ? NO_OWNERS : owners;
}

/** The part that every projection has; undefined for what has no uid or no name, and so is no stored object. */
export function projectBase<R extends string>(
  object: Record<string, unknown>,
  type: ProjectedType,
  role: R,
): (Omit<ProjectedBase, 'role'> & { role: R }) | undefined {
  const metadata = asRecord(object.metadata);
  const uid = asString(metadata.uid);
  const name = asString(metadata.name);
  if (!uid || !name) {
    return undefined;
  }
  const finalizers = asStrings(metadata.finalizers);
  const handledReconcileAt = asString(
    asRecord(object.status).lastHandledReconcileAt,
  );
  return {
    hub: type.hub,
    role,
    uid,
    apiVersion: type.apiVersion,
    group: groupOf(type.apiVersion),
    kind: type.kind,
    namespace: asString(metadata.namespace),
    name,
    resourceVersion: asString(metadata.resourceVersion) ?? '',
    generation: asNumber(metadata.generation),
    createdAt: asString(metadata.creationTimestamp),
    deletedAt: asString(metadata.deletionTimestamp),
    finalizers: finalizers.length === 0 ? NO_STRINGS : finalizers,
    owners: projectOwners(metadata.ownerReferences),
    labels: projectEntries(metadata.labels),
    annotations: projectEntries(metadata.annotations, isKeptAnnotation),
    // Most objects have none: a field of every object would cost more than it tells.
    ...(handledReconcileAt && { handledReconcileAt }),
  };
}
