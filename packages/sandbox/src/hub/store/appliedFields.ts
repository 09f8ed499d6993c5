import { jsonEqual } from './jsonEqual';
import { isJsonMap, JsonMap } from './schema/StructuralSchema';
import { KubeObject, ManagedFieldsEntry } from './types';

/**
 * Removes from the merged object, in place, what a manager applied last time and applies no longer, and notes what it
 * applies now in `managedFields`. A field that another manager applies too stays.
 */
export function dropUnapplied(
  merged: KubeObject,
  manifest: KubeObject,
  manager: { name: string; time: string },
): void {
  const entries = merged.metadata.managedFields ?? [];
  const own = entries.find(
    entry => entry.manager === manager.name && entry.operation === 'Apply',
  );
  const others = entries.filter(entry => entry !== own);
  const fields = fieldsOf(appliedContent(manifest));
  if (own) {
    const kept = [fields, ...others.map(entry => entry.fieldsV1)];
    removeFields(merged as unknown as JsonMap, own.fieldsV1, kept);
  }
  const entry: ManagedFieldsEntry = {
    manager: manager.name,
    operation: 'Apply',
    apiVersion: manifest.apiVersion,
    time: manager.time,
    fieldsType: 'FieldsV1',
    fieldsV1: fields,
  };
  merged.metadata.managedFields =
    own && jsonEqual(own.fieldsV1, fields) ? entries : [...others, entry];
}

// What can be owned: everything but the type and the identity.
function appliedContent(manifest: KubeObject): JsonMap {
  const { apiVersion: _, kind: __, metadata, ...rest } = manifest;
  const { labels, annotations } = metadata;
  const owned = {
    ...(labels ? { labels } : {}),
    ...(annotations ? { annotations } : {}),
  };
  return Object.keys(owned).length ? { ...rest, metadata: owned } : rest;
}

// FieldsV1 (structured-merge-diff) as far as maps go; a list is owned as a whole.
function fieldsOf(content: JsonMap): JsonMap {
  return Object.fromEntries(
    Object.entries(content)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [
        `f:${key}`,
        isJsonMap(value) ? fieldsOf(value) : {},
      ]),
  );
}

function removeFields(
  target: JsonMap,
  fields: JsonMap,
  kept: Array<JsonMap | undefined>,
): void {
  for (const [field, below] of Object.entries(fields)) {
    const key = field.slice(2);
    const keptBelow = kept.map(item => item?.[field] as JsonMap | undefined);
    const value = target[key];
    const stays = keptBelow.some(item => item !== undefined);
    if (!Object.hasOwn(target, key)) {
      continue;
    }
    if (isJsonMap(value) && isJsonMap(below) && Object.keys(below).length) {
      removeFields(value, below, keptBelow);
      if (!stays && Object.keys(value).length === 0) {
        delete target[key];
      }
    } else if (!stays) {
      delete target[key];
    }
  }
}
