import { setOwn } from '../store/cloneJson';
import { isJsonMap, JsonMap } from '../store/schema/StructuralSchema';

/** Applies a merge patch (RFC 7386) to a copy: maps merge, null removes, everything else is replaced. */
export function mergePatch(target: unknown, patch: JsonMap): JsonMap {
  const result: JsonMap = isJsonMap(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[key];
    } else {
      const known = Object.hasOwn(result, key) ? result[key] : undefined;
      setOwn(result, key, isJsonMap(value) ? mergePatch(known, value) : value);
    }
  }
  return result;
}
