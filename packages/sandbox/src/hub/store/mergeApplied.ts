import { cloneJson, setOwn } from './cloneJson';
import { ServedType } from './ServedType';
import {
  isJsonMap,
  JsonMap,
  StructuralSchema,
} from './schema/StructuralSchema';
import { dropUnapplied } from './appliedFields';
import { KubeObject } from './types';

/**
 * The stored object with an applied manifest merged into it: maps merge, lists follow the schema's
 * `x-kubernetes-list-type` (atomic when it says nothing), as server-side apply does. What the same manager applied
 * before and applies no longer goes; there are no conflicts between managers.
 */
export function mergeApplied(
  type: ServedType,
  stored: KubeObject,
  manifest: KubeObject,
  manager?: { name: string; time: string },
): KubeObject {
  const merged = cloneJson(stored) as KubeObject;
  mergeMap(merged, cloneJson(manifest), type.schema);
  merged.apiVersion = type.apiVersion;
  merged.metadata.finalizers = union(
    stored.metadata.finalizers,
    manifest.metadata.finalizers,
  );
  merged.metadata.resourceVersion = manifest.metadata.resourceVersion;
  if (manager) {
    merged.metadata.managedFields = stored.metadata.managedFields;
    dropUnapplied(merged, manifest, manager);
  }
  return cloneJson(merged);
}

function union(
  left: string[] | undefined,
  right: string[] | undefined,
): string[] | undefined {
  const all = [...new Set([...(left ?? []), ...(right ?? [])])];
  return all.length ? all : undefined;
}

function mergeMap(
  target: JsonMap,
  source: JsonMap,
  schema: StructuralSchema | undefined,
): void {
  for (const [key, value] of Object.entries(source)) {
    const sub =
      schema?.properties?.[key] ??
      (typeof schema?.additionalProperties === 'object'
        ? schema.additionalProperties
        : undefined);
    setOwn(target, key, mergeValue(target[key], value, sub));
  }
}

function mergeValue(
  target: unknown,
  source: unknown,
  schema: StructuralSchema | undefined,
): unknown {
  if (isJsonMap(target) && isJsonMap(source)) {
    if (schema?.['x-kubernetes-map-type'] === 'atomic') {
      return source;
    }
    mergeMap(target, source, schema);
    return target;
  }
  if (Array.isArray(target) && Array.isArray(source)) {
    return mergeList(target, source, schema);
  }
  return source;
}

function mergeList(
  target: unknown[],
  source: unknown[],
  schema: StructuralSchema | undefined,
): unknown[] {
  const listType = schema?.['x-kubernetes-list-type'];
  if (listType === 'set') {
    return [...new Set([...target, ...source])];
  }
  const keys = schema?.['x-kubernetes-list-map-keys'];
  if (listType !== 'map' || !keys) {
    return source;
  }
  const result = [...target];
  for (const item of source) {
    const at = result.findIndex(
      other =>
        isJsonMap(other) &&
        isJsonMap(item) &&
        keys.every(key => other[key] === item[key]),
    );
    if (at < 0) {
      result.push(item);
    } else {
      result[at] = mergeValue(result[at], item, schema?.items);
    }
  }
  return result;
}
