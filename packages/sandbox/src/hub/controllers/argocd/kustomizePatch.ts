import { applyPatch, Operation } from 'fast-json-patch';
import { parseAllDocuments } from 'yaml';
import { KubeObject } from '../../store/types';
import { isMap } from '../runtime/fieldPath';
import { groupOf, selects } from '../runtime/objects';
import { ManifestError } from './ManifestError';

interface Target {
  group?: string;
  version?: string;
  kind?: string;
  name?: string;
  namespace?: string;
  labelSelector?: string;
}

/** Applies one patch, strategic merge or JSON 6902, to the objects it is for; changes them in place. */
export function applyKustomizePatch(
  objects: KubeObject[],
  text: string,
  target: Target | undefined,
  folder: string,
) {
  for (const document of parseAllDocuments(text)) {
    const patch = document.toJS({ maxAliasCount: 100 });
    if (!patch) continue;
    if (Array.isArray(patch)) {
      const chosen = objects.filter(object => isTarget(object, target));
      chosen.forEach(object => applyPatch(object, patch as Operation[]));
      requireSome(chosen, folder, target);
    } else {
      const chosen = objects.filter(object =>
        target ? isTarget(object, target) : isSame(object, patch),
      );
      requireSome(chosen, folder, target ?? patch.metadata);
      for (const object of chosen) strategicMerge(objects, object, patch);
    }
  }
}

function requireSome(chosen: unknown[], folder: string, what: unknown) {
  if (chosen.length > 0) return;
  throw new ManifestError(
    `\`kustomize build ${folder}\` failed: no matches for Id ${JSON.stringify(
      what,
    )}; failed to find unique target for patch`,
  );
}

function strategicMerge(
  objects: KubeObject[],
  object: KubeObject,
  patch: KubeObject,
) {
  if (patch.$patch === 'delete') {
    objects.splice(objects.indexOf(object), 1);
    return;
  }
  const { name, namespace } = object.metadata;
  const merged = merge(object, patch, isBuiltIn(object)) as KubeObject;
  Object.assign(object, merged, {
    metadata: {
      ...merged.metadata,
      name,
      ...(namespace ? { namespace } : {}),
    },
  });
}

/** Kinds whose lists kustomize has a schema of; the lists of a custom resource are replaced as a whole. */
function isBuiltIn({ apiVersion }: KubeObject): boolean {
  const group = groupOf(apiVersion);
  return !group.includes('.') || group.endsWith('.k8s.io');
}

/** Maps merge, null removes, lists of named things merge by name where the schema says so, other lists are replaced. */
function merge(target: any, patch: any, byName: boolean): any {
  if (Array.isArray(target) && Array.isArray(patch)) {
    const named = byName && [...target, ...patch].every(item => item?.name);
    return named ? mergeNamed(target, patch) : patch;
  }
  if (!isMap(target) || !isMap(patch)) return patch;
  const result: Record<string, any> = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else if (key !== '__proto__') {
      result[key] = key in result ? merge(result[key], value, byName) : value;
    }
  }
  return result;
}

function mergeNamed(target: any[], patch: any[]): any[] {
  const result = [...target];
  for (const item of patch) {
    const at = result.findIndex(({ name }) => name === item.name);
    if (item.$patch === 'delete') result.splice(at, at < 0 ? 0 : 1);
    else if (at >= 0) result[at] = merge(result[at], item, true);
    else result.push(item);
  }
  return result;
}

function isSame(object: KubeObject, patch: KubeObject): boolean {
  return (
    object.kind === patch.kind &&
    object.metadata.name === patch.metadata?.name &&
    groupOf(object.apiVersion) === groupOf(patch.apiVersion ?? '') &&
    (!patch.metadata?.namespace ||
      object.metadata.namespace === patch.metadata.namespace)
  );
}

function isTarget(object: KubeObject, target: Target = {}): boolean {
  const like = (pattern: string | undefined, value: string | undefined) =>
    pattern === undefined || new RegExp(`^(?:${pattern})$`).test(value ?? '');
  const matchLabels = Object.fromEntries(
    (target.labelSelector ?? '')
      .split(',')
      .filter(Boolean)
      .map(pair => pair.split('=')),
  );
  return (
    like(target.kind, object.kind) &&
    like(target.name, object.metadata.name) &&
    like(target.namespace, object.metadata.namespace) &&
    like(target.group, groupOf(object.apiVersion)) &&
    selects({ matchLabels }, object.metadata.labels)
  );
}
