import { KubeObject, ServedType, statusErrors } from '../store';
import { isJsonMap } from '../store/schema/StructuralSchema';
import { RequestInfo } from './RequestInfo';

/** A body as an object of the type that the path names; apiVersion and kind may be left out. */
export function requireBody(type: ServedType, body: unknown): KubeObject {
  if (!isJsonMap(body)) {
    throw statusErrors.badRequest(
      'the object provided is unrecognized: expected an object',
    );
  }
  const { apiVersion = type.apiVersion, kind = type.kind } = body;
  if (apiVersion !== type.apiVersion || kind !== type.kind) {
    throw statusErrors.badRequest(
      `the API version in the data (${apiVersion}) or the kind (${kind}) does not match the expected API version (${type.apiVersion}) and kind (${type.kind})`,
    );
  }
  return {
    ...body,
    apiVersion: type.apiVersion,
    kind: type.kind,
    // A name may come from the path, later.
    metadata: {
      ...(isJsonMap(body.metadata) ? body.metadata : {}),
    } as unknown as KubeObject['metadata'],
  };
}

/** Takes name and namespace from the path where the body is silent, and refuses a body that says another. */
export function requireMatch(
  type: ServedType,
  info: RequestInfo,
  object: KubeObject,
): void {
  const meta = object.metadata;
  if (type.namespaced) {
    if (meta.namespace && meta.namespace !== info.namespace) {
      throw statusErrors.badRequest(
        `the namespace of the provided object does not match the namespace sent on the request`,
      );
    }
    meta.namespace = info.namespace;
  }
  if (info.name !== undefined) {
    if (meta.name && meta.name !== info.name) {
      throw statusErrors.badRequest(
        `the name of the object (${meta.name}) does not match the name on the URL (${info.name})`,
      );
    }
    meta.name = info.name;
  }
}
