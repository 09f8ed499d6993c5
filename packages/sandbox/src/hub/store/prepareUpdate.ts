import { jsonEqual } from './jsonEqual';
import { ServedType } from './ServedType';
import { StatusCause, statusErrors } from './StatusError';
import { KubeObject } from './types';

/** What a client may not change: the stored values win (registry `rest.BeforeUpdate`). */
export function keepServerMetadata(
  candidate: KubeObject,
  stored: KubeObject,
): void {
  const from = stored.metadata;
  const to = candidate.metadata;
  to.uid = from.uid;
  to.creationTimestamp = from.creationTimestamp;
  to.generation = from.generation;
  to.generateName = from.generateName;
  to.deletionTimestamp = from.deletionTimestamp;
  to.deletionGracePeriodSeconds = from.deletionGracePeriodSeconds;
  to.resourceVersion = from.resourceVersion;
  (Object.keys(to) as Array<keyof typeof to>).forEach(field => {
    if (to[field] === undefined) {
      delete to[field];
    }
  });
}

/** Refuses a stale resourceVersion and a foreign uid. */
export function requireFresh(
  type: ServedType,
  candidate: KubeObject,
  stored: KubeObject,
): void {
  const { name, resourceVersion, uid } = candidate.metadata;
  const subject = { plural: type.plural, group: type.group, name };
  if (uid && uid !== stored.metadata.uid) {
    throw statusErrors.conflict(
      subject,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${stored.metadata.uid}`,
    );
  }
  if (
    resourceVersion &&
    resourceVersion !== '0' &&
    resourceVersion !== stored.metadata.resourceVersion
  ) {
    throw statusErrors.conflict(subject);
  }
}

/** An object that is going may only lose finalisers. */
export function finalizerCauses(
  candidate: KubeObject,
  stored: KubeObject,
): StatusCause[] {
  if (!stored.metadata.deletionTimestamp) {
    return [];
  }
  const before = stored.metadata.finalizers ?? [];
  const added = (candidate.metadata.finalizers ?? []).filter(
    finalizer => !before.includes(finalizer),
  );
  return added.length
    ? [
        {
          reason: 'FieldValueForbidden',
          message: `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{${added
            .map(finalizer => JSON.stringify(finalizer))
            .join(', ')}}`,
          field: 'metadata.finalizers',
        },
      ]
    : [];
}

/** The object without what the main door leaves out of the generation: metadata, and status where it has a door of its own. */
export function countedContent(
  type: ServedType,
  object: KubeObject,
): Record<string, unknown> {
  const { metadata: _, apiVersion: __, ...rest } = object;
  if (type.statusSubresource) {
    delete rest.status;
  }
  return rest;
}

/** Sets the generation of an update: one more when something that counts has changed. */
export function countGeneration(
  type: ServedType,
  candidate: KubeObject,
  stored: KubeObject,
): void {
  if (
    type.counted &&
    !jsonEqual(countedContent(type, candidate), countedContent(type, stored))
  ) {
    candidate.metadata.generation = (stored.metadata.generation ?? 0) + 1;
  }
}
