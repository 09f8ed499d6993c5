import { posix } from 'node:path';
import { parse } from 'yaml';
import { KubeObject } from '../../store/types';
import { hexDigest } from '../runtime/names';
import { applyKustomizePatch } from './kustomizePatch';
import { ManifestError } from './ManifestError';
import { parseManifests } from './parseManifests';
import { SourceFiles } from './SourceFiles';

export const KUSTOMIZATION_FILES = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];

/** What the sandbox plays of a kustomization; any other field is refused, never silently left out. */
const PLAYED = new Set([
  'apiVersion',
  'kind',
  'metadata',
  'resources',
  'bases',
  'components',
  'namespace',
  'namePrefix',
  'nameSuffix',
  'commonLabels',
  'commonAnnotations',
  'labels',
  'images',
  'replicas',
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'configMapGenerator',
  'generatorOptions',
]);

const CLUSTER_SCOPED =
  /^(Namespace|ClusterRole|ClusterRoleBinding|CustomResourceDefinition|.*ClusterPolicy)$/;
/** The kinds whose pod templates, selectors and replicas kustomize knows without being told; a Rollout is none of them. */
const WORKLOAD =
  /^(Deployment|StatefulSet|DaemonSet|ReplicaSet|ReplicationController|Job|CronJob)$/;
const DEEPEST = 20;

type Kustomization = Record<string, any>;

/** The path of a folder's kustomization file, if it has one. */
export async function findKustomization(
  files: SourceFiles,
  folder: string,
): Promise<string | undefined> {
  for (const name of KUSTOMIZATION_FILES) {
    const path = posix.join(folder, name);
    if ((await files.read(path)) !== undefined) return path;
  }
  return undefined;
}

/** Renders a folder as `kustomize build` does, for the fields the sandbox plays; throws {@link ManifestError} otherwise. */
export async function renderKustomize(
  files: SourceFiles,
  folder: string,
  depth = 0,
): Promise<KubeObject[]> {
  const path = await findKustomization(files, folder);
  if (!path) {
    throw new ManifestError(
      `\`kustomize build ${folder}\` failed: unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${folder}'`,
    );
  }
  if (depth > DEEPEST) {
    throw new ManifestError(
      `\`kustomize build ${folder}\` failed: cycle detected`,
    );
  }
  const kustomization: Kustomization =
    parse((await files.read(path)) ?? '') ?? {};
  const foreign = Object.keys(kustomization).filter(key => !PLAYED.has(key));
  if (foreign.length > 0) {
    throw new ManifestError(
      `\`kustomize build ${folder}\` failed: the sandbox does not play the field ${foreign.join(
        ', ',
      )} of a kustomization`,
    );
  }
  return transform(
    await resources(files, folder, kustomization, depth),
    kustomization,
    { files, folder },
  );
}

async function resources(
  files: SourceFiles,
  folder: string,
  kustomization: Kustomization,
  depth: number,
): Promise<KubeObject[]> {
  const objects: KubeObject[] = [];
  for (const entry of [
    ...(kustomization.resources ?? []),
    ...(kustomization.bases ?? []),
    ...(kustomization.components ?? []),
  ]) {
    const path = posix.join(folder, String(entry));
    if (/^\w+:\/\//.test(String(entry))) {
      throw new ManifestError(
        `\`kustomize build ${folder}\` failed: the sandbox does not load the remote resource ${entry}`,
      );
    }
    const text = await files.read(path);
    if (text !== undefined) objects.push(...parseManifests(text, path));
    else if (await findKustomization(files, path)) {
      objects.push(...(await renderKustomize(files, path, depth + 1)));
    } else {
      throw new ManifestError(
        `\`kustomize build ${folder}\` failed: accumulating resources: accumulation err='accumulating resources from '${entry}': open ${path}: no such file or directory'`,
      );
    }
  }
  for (const generator of kustomization.configMapGenerator ?? []) {
    objects.push(
      await configMap(files, folder, generator, kustomization.generatorOptions),
    );
  }
  return objects;
}

async function configMap(
  files: SourceFiles,
  folder: string,
  generator: Record<string, any>,
  options: Record<string, any> = {},
): Promise<KubeObject> {
  const data: Record<string, string> = {};
  for (const literal of generator.literals ?? []) {
    const [name, ...value] = String(literal).split('=');
    data[name] = value.join('=');
  }
  for (const entry of generator.files ?? []) {
    const [name, path] = String(entry).includes('=')
      ? String(entry).split('=')
      : [posix.basename(entry), entry];
    data[name] = (await files.read(posix.join(folder, path))) ?? '';
  }
  const plain =
    generator.options?.disableNameSuffixHash ?? options.disableNameSuffixHash;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      // The suffix is the sandbox's own digest, not the one kustomize would compute.
      name: plain
        ? generator.name
        : `${generator.name}-${hexDigest(JSON.stringify(data), 10)}`,
      ...(generator.namespace ? { namespace: generator.namespace } : {}),
      labels: { ...options.labels, ...generator.options?.labels },
    },
    data,
  };
}

async function transform(
  objects: KubeObject[],
  kustomization: Kustomization,
  place: { files: SourceFiles; folder: string },
): Promise<KubeObject[]> {
  for (const patch of patchesOf(kustomization)) {
    const text =
      patch.patch ??
      (await place.files.read(posix.join(place.folder, patch.path ?? '')));
    if (text === undefined) {
      throw new ManifestError(
        `\`kustomize build ${place.folder}\` failed: failed to get the patch file from path(${patch.path})`,
      );
    }
    applyKustomizePatch(objects, text, patch.target, place.folder);
  }
  for (const object of objects) {
    if (kustomization.namespace) setNamespace(object, kustomization.namespace);
    object.metadata.name = `${kustomization.namePrefix ?? ''}${
      object.metadata.name
    }${kustomization.nameSuffix ?? ''}`;
    setLabels(object, kustomization);
    if (kustomization.commonAnnotations) {
      object.metadata.annotations = {
        ...object.metadata.annotations,
        ...kustomization.commonAnnotations,
      };
    }
    setImages(object, kustomization.images);
    for (const { name, count } of kustomization.replicas ?? []) {
      if (object.metadata.name === name && WORKLOAD.test(object.kind)) {
        object.spec.replicas = count;
      }
    }
  }
  return objects;
}

function patchesOf(kustomization: Kustomization): Record<string, any>[] {
  return [
    ...(kustomization.patchesStrategicMerge ?? []).map((entry: string) =>
      entry.includes('\n') ? { patch: entry } : { path: entry },
    ),
    ...(kustomization.patchesJson6902 ?? []),
    ...(kustomization.patches ?? []),
  ];
}

function setNamespace(object: KubeObject, namespace: string) {
  if (object.kind === 'Namespace') object.metadata.name = namespace;
  else if (!CLUSTER_SCOPED.test(object.kind)) {
    object.metadata.namespace = namespace;
  }
}

function setLabels(object: KubeObject, kustomization: Kustomization) {
  const sets = [
    { pairs: kustomization.commonLabels, includeSelectors: true },
    ...(kustomization.labels ?? []),
  ];
  for (const { pairs, includeSelectors, includeTemplates } of sets) {
    if (!pairs) continue;
    object.metadata.labels = { ...object.metadata.labels, ...pairs };
    const template = object.spec?.template?.metadata;
    if (!WORKLOAD.test(object.kind) && object.kind !== 'Service') continue;
    if (template && (includeSelectors || includeTemplates)) {
      template.labels = { ...template.labels, ...pairs };
    }
    const selector = object.spec?.selector;
    if (selector && includeSelectors) {
      if (selector.matchLabels) Object.assign(selector.matchLabels, pairs);
      else if (object.kind === 'Service') Object.assign(selector, pairs);
    }
  }
}

function setImages(object: unknown, images: Record<string, any>[] = []) {
  if (images.length === 0 || typeof object !== 'object' || !object) return;
  for (const [key, value] of Object.entries(object)) {
    if (
      key === 'containers' ||
      key === 'initContainers' ||
      key === 'ephemeralContainers'
    ) {
      for (const container of Array.isArray(value) ? value : []) {
        container.image = renamedImage(container.image, images);
      }
    } else setImages(value, images);
  }
}

function renamedImage(image: unknown, images: Record<string, any>[]) {
  const [, name, rest = ''] =
    /^(.*?)((?::[^/:@]*)?(?:@.*)?)$/.exec(String(image ?? '')) ?? [];
  const rule = images.find(item => item.name === name);
  if (!rule) return image;
  const base = rule.newName ?? name;
  if (rule.digest) return `${base}@${rule.digest}`;
  return rule.newTag !== undefined
    ? `${base}:${rule.newTag}`
    : `${base}${rest}`;
}
