import { setOwn } from '../store/cloneJson';
import { isJsonMap, JsonMap } from '../store/schema/StructuralSchema';

// Merge keys of the API server's own kinds by field (patchMergeKey tags in k8s.io/api). A list of any other field is replaced.
const mergeKeys: Record<string, string[]> = {
  conditions: ['type'],
  containers: ['name'],
  initContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  ports: ['containerPort', 'port'],
  ownerReferences: ['uid'],
  imagePullSecrets: ['name'],
  secrets: ['name'],
  tolerations: ['key'],
};
const mergedPrimitives = new Set(['finalizers']);

/** Applies a strategic merge patch with its directives (`$patch`, `$setElementOrder/…`, `$deleteFromPrimitiveList/…`, `$retainKeys`). */
export function strategicMerge(target: JsonMap, patch: JsonMap): JsonMap {
  if (patch.$patch === 'delete') {
    return {};
  }
  const result: JsonMap = patch.$patch === 'replace' ? {} : { ...target };
  if (Array.isArray(patch.$retainKeys)) {
    const retained = patch.$retainKeys;
    Object.keys(result)
      .filter(key => !retained.includes(key))
      .forEach(key => delete result[key]);
  }
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$deleteFromPrimitiveList/')) {
      const field = key.slice(key.indexOf('/') + 1);
      const dropped = value as unknown[];
      result[field] = ((result[field] as unknown[]) ?? []).filter(
        item => !dropped.includes(item),
      );
    } else if (key.startsWith('$')) {
      continue;
    } else if (value === null) {
      delete result[key];
    } else {
      const known = Object.hasOwn(result, key) ? result[key] : undefined;
      setOwn(result, key, mergeField(key, known, value));
    }
  }
  return result;
}

function mergeField(field: string, target: unknown, patch: unknown): unknown {
  if (isJsonMap(patch)) {
    return strategicMerge(isJsonMap(target) ? target : {}, patch);
  }
  if (Array.isArray(patch) && Array.isArray(target)) {
    if (mergedPrimitives.has(field)) {
      return [...new Set([...target, ...patch])];
    }
    return mergeList(field, target, patch);
  }
  return Array.isArray(patch)
    ? patch.filter(item => !isDirective(item))
    : patch;
}

function isDirective(item: unknown): boolean {
  return isJsonMap(item) && typeof item.$patch === 'string';
}

function mergeList(
  field: string,
  target: unknown[],
  patch: unknown[],
): unknown[] {
  const sample = [...patch, ...target].find(isJsonMap);
  const key = mergeKeys[field]?.find(name => sample?.[name] !== undefined);
  const replaced = patch.some(
    item => isJsonMap(item) && item.$patch === 'replace',
  );
  if (!key || replaced) {
    return patch.filter(item => !isDirective(item));
  }
  const result = [...target];
  for (const item of patch.filter(isJsonMap)) {
    const at = result.findIndex(
      other => isJsonMap(other) && other[key] === item[key],
    );
    if (item.$patch === 'delete') {
      if (at >= 0) {
        result.splice(at, 1);
      }
    } else if (at < 0) {
      result.push(item);
    } else {
      result[at] = strategicMerge(result[at] as JsonMap, item);
    }
  }
  return result;
}
