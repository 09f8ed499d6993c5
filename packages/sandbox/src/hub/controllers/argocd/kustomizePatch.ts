import { applyPatch, Operation } from 'fast-json-patch';
import { parseAllDocuments } from 'yaml';
import { mergePatch } from '../../api/mergePatch';
import { strategicMerge } from '../../api/strategicMerge';
import { KubeObject, ObjectMeta } from '../../store/types';
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

/** Applies one patch, strategic merge or JSON 6902, to the objects it is for; changes the list in place. */
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
      for (const object of chosen) applyMerge(objects, object, patch);
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

function applyMerge(
  objects: KubeObject[],
  object: KubeObject,
  patch: KubeObject,
) {
  const at = objects.indexOf(object);
  if (patch.$patch === 'delete') {
    objects.splice(at, 1);
    return;
  }
  const { name, namespace } = object.metadata;
  const merged = isBuiltIn(object)
    ? strategicMerge(object, patch)
    : mergePatch(object, patch);
  objects[at] = {
    ...(merged as KubeObject),
    metadata: {
      ...(merged.metadata as ObjectMeta),
      name,
      ...(namespace ? { namespace } : {}),
    },
  };
}

/** Kinds whose lists kustomize has a schema of; the lists of a custom resource are replaced as a whole. */
function isBuiltIn({ apiVersion }: KubeObject): boolean {
  const group = groupOf(apiVersion);
  return !group.includes('.') || group.endsWith('.k8s.io');
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
