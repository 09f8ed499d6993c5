import { applyPatch, Operation } from 'fast-json-patch';
import { KubeObject, ServedType, StatusError, statusErrors } from '../store';
import { cloneJson } from '../store/cloneJson';
import { isJsonMap, JsonMap } from '../store/schema/StructuralSchema';
import { mergePatch } from './mergePatch';
import { unsupportedMediaType } from './readBody';
import { strategicMerge } from './strategicMerge';

const anyKind = ['application/json-patch+json', 'application/merge-patch+json'];

/**
 * Applies a JSON patch (RFC 6902), a merge patch (RFC 7386) or a strategic merge patch to a copy of the object.
 *
 * @throws StatusError 400 or 422 when the patch does not fit, 415 for a patch type that the kind does not take
 */
export function applyPatchBody(
  type: ServedType,
  object: KubeObject,
  contentType: string,
  patch: unknown,
): KubeObject {
  switch (contentType) {
    case 'application/json-patch+json':
      return jsonPatch(object, patch);
    case 'application/merge-patch+json':
      return mergePatch(object, requireMap(patch)) as unknown as KubeObject;
    case 'application/strategic-merge-patch+json':
      if (!type.custom) {
        return strategicMerge(
          cloneJson(object) as unknown as JsonMap,
          requireMap(patch),
        ) as unknown as KubeObject;
      }
      throw unsupportedMediaType([...anyKind, 'application/apply-patch+yaml']);
    default:
      throw unsupportedMediaType([
        ...anyKind,
        ...(type.custom ? [] : ['application/strategic-merge-patch+json']),
        'application/apply-patch+yaml',
      ]);
  }
}

function requireMap(patch: unknown): JsonMap {
  if (!isJsonMap(patch)) {
    throw statusErrors.badRequest(
      'error decoding patch: json: cannot unmarshal into Go value of type map[string]interface {}',
    );
  }
  return patch;
}

function jsonPatch(object: KubeObject, patch: unknown): KubeObject {
  if (!Array.isArray(patch)) {
    throw statusErrors.badRequest(
      'error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch',
    );
  }
  try {
    return applyPatch(cloneJson(object), patch as Operation[], true)
      .newDocument;
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    throw new StatusError(
      422,
      'Invalid',
      `the server rejected our request due to an error in our request: ${name}`,
      {},
    );
  }
}
