import { applyPatch } from 'fast-json-patch';
import { parse, parseAllDocuments } from 'yaml';
import { HubStore, KubeObject } from '../../store/types';
import { deepMerge, findField } from '../runtime/fieldPath';
import { groupOf, mutate, refTo } from '../runtime/objects';

/** A resource template's failure, in kubectl's words. */
export class ResourceActionError extends Error {
  override name = 'ResourceActionError';
}

/**
 * Really does what a `resource` template says, on the hub: get, create, apply, replace, patch or delete. Returns the
 * object as it is afterwards, or undefined once it is deleted.
 */
export function resourceAction(
  store: HubStore,
  resource: Record<string, any>,
  namespace: string,
): KubeObject | undefined {
  const isList =
    resource.action === 'patch' && resource.mergeStrategy === 'json';
  if (isList) return jsonPatch(store, resource, namespace);
  const documents = parseAllDocuments(resource.manifest ?? '');
  let result: KubeObject | undefined;
  for (const document of documents) {
    if (document.errors.length > 0) {
      throw new ResourceActionError(
        `error: error parsing manifest: ${document.errors[0].message}`,
      );
    }
    const manifest = document.toJS();
    if (manifest) {
      result = act(store, resource, placed(store, manifest, namespace));
    }
  }
  return result;
}

function placed(
  store: HubStore,
  manifest: KubeObject,
  namespace: string,
): KubeObject {
  const type = store.resourceType(manifest);
  if (!type) {
    throw new ResourceActionError(
      `error: unable to recognize manifest: no matches for kind "${manifest.kind}" in version "${manifest.apiVersion}"`,
    );
  }
  const { namespace: own, ...metadata } = manifest.metadata ?? { name: '' };
  return {
    ...manifest,
    metadata: type.namespaced
      ? { ...metadata, namespace: own ?? namespace }
      : metadata,
  };
}

function act(
  store: HubStore,
  resource: Record<string, any>,
  manifest: KubeObject,
): KubeObject | undefined {
  const ref = refTo(manifest);
  const live = manifest.metadata.name ? store.get(ref) : undefined;
  switch (resource.action) {
    case 'create':
      return store.create(manifest);
    case 'apply':
      return store.apply(manifest, { fieldManager: 'argo' }).object;
    case 'get':
      return live ?? missing(store, manifest);
    case 'replace':
      return live
        ? store.update(withVersion(manifest, live))
        : missing(store, manifest);
    case 'patch':
      return live
        ? mutate(store, ref, copy => mergeInto(copy, manifest))
        : missing(store, manifest);
    case 'delete': {
      const lenient = (resource.flags ?? []).some((flag: string) =>
        flag.startsWith('--ignore-not-found'),
      );
      if (!live && !lenient) missing(store, manifest);
      if (live) store.delete(ref);
      return undefined;
    }
    default:
      throw new ResourceActionError(
        `the sandbox does not play the resource action ${resource.action}`,
      );
  }
}

function withVersion(manifest: KubeObject, live: KubeObject): KubeObject {
  const { resourceVersion } = live.metadata;
  return { ...manifest, metadata: { ...manifest.metadata, resourceVersion } };
}

function mergeInto(copy: KubeObject, patch: KubeObject) {
  const { apiVersion, kind, ...fields } = patch;
  Object.assign(copy, dropNulls(deepMerge(copy, fields)));
}

/** In a merge patch null removes. */
function dropNulls(value: any): any {
  if (!value || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, dropNulls(item)]),
  );
}

function jsonPatch(
  store: HubStore,
  resource: Record<string, any>,
  namespace: string,
): KubeObject | undefined {
  const [, kind, name] =
    /^--?(\w+)\/(.+)$/.exec(resource.flags?.[0] ?? '') ?? [];
  const type = store
    .resourceTypes()
    .find(served => served.kind === kind || served.plural === kind);
  if (!type) {
    throw new ResourceActionError('error: a json patch needs <kind>/<name>');
  }
  const apiVersion = type.group
    ? `${type.group}/${type.version}`
    : type.version;
  const ref = {
    apiVersion,
    kind: type.kind,
    name,
    ...(type.namespaced ? { namespace } : {}),
  };
  return mutate(store, ref, copy => {
    applyPatch(copy, parse(resource.manifest));
  });
}

function missing(store: HubStore, manifest: KubeObject): never {
  const plural = store.resourceType(manifest)?.plural ?? manifest.kind;
  const group = groupOf(manifest.apiVersion);
  throw new ResourceActionError(
    `Error from server (NotFound): ${plural}${group ? `.${group}` : ''} "${
      manifest.metadata.name
    }" not found`,
  );
}

/** Evaluates `status.phase == Succeeded, status.ready == true`. */
export function conditionHolds(
  object: KubeObject | undefined,
  condition: string,
): boolean {
  return condition.split(',').every(part => {
    const [, path, operator, wanted] =
      /^\s*([^=!<>\s]+)\s*(==|=|!=)\s*(.*?)\s*$/.exec(part) ?? [];
    if (!path) return false;
    const same = String(findField(object, path)) === wanted;
    return operator === '!=' ? !same : same;
  });
}
