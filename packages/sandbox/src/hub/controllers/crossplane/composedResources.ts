import { HubStore, KubeObject, ObjectRef } from '../../store/types';
import { hexDigest } from '../runtime/names';
import {
  controllerOf,
  controllerReference,
  getIfServed,
  groupOf,
} from '../runtime/objects';
import { CompositeKind } from './DefinitionIndex';
import { PipelineState } from './pipelineState';

export const RESOURCE_NAME = 'crossplane.io/composition-resource-name';

/** Crossplane's fields of an XR: directly below `spec`, or below `spec.crossplane` in v2 scopes. */
export function machinery(
  composite: KubeObject,
  kind: CompositeKind,
): Record<string, any> {
  const spec = composite.spec ?? {};
  return (kind.scope === 'LegacyCluster' ? spec : spec.crossplane) ?? {};
}

export function setMachinery(
  composite: KubeObject,
  kind: CompositeKind,
  fields: Record<string, unknown>,
) {
  composite.spec ??= {};
  if (kind.scope === 'LegacyCluster') Object.assign(composite.spec, fields);
  else composite.spec.crossplane = { ...composite.spec.crossplane, ...fields };
}

/** The composed resources that exist, by composition resource name. */
export function observeComposed(
  store: HubStore,
  composite: KubeObject,
  kind: CompositeKind,
): Map<string, KubeObject> {
  const observed = new Map<string, KubeObject>();
  for (const ref of machinery(composite, kind).resourceRefs ?? []) {
    const object =
      ref.name && getIfServed(store, located(ref, composite, kind));
    const name = object?.metadata.annotations?.[RESOURCE_NAME];
    if (name && controllerOf(object)?.uid === composite.metadata.uid) {
      observed.set(name, object);
    }
  }
  return observed;
}

function located(
  ref: ObjectRef,
  composite: KubeObject,
  kind: CompositeKind,
): ObjectRef {
  return kind.scope === 'Namespaced'
    ? { ...ref, namespace: composite.metadata.namespace }
    : ref;
}

/** The desired resources as whole manifests, each with its name, labels and owner. */
export function composedManifests(
  state: PipelineState,
  composite: KubeObject,
  kind: CompositeKind,
): Map<string, KubeObject> {
  const manifests = new Map<string, KubeObject>();
  for (const [name, { resource }] of state.desired) {
    const observed = state.observed.get(name);
    manifests.set(name, manifest(name, resource, observed, composite, kind));
  }
  return manifests;
}

function manifest(
  name: string,
  resource: Record<string, any>,
  observed: KubeObject | undefined,
  composite: KubeObject,
  kind: CompositeKind,
): KubeObject {
  const { labels: own = {}, uid } = composite.metadata;
  // A nested XR's resources carry the outermost composite's label and name.
  const root = own['crossplane.io/composite'] ?? composite.metadata.name;
  const claim = Object.fromEntries(
    ['crossplane.io/claim-name', 'crossplane.io/claim-namespace']
      .filter(label => own[label])
      .map(label => [label, own[label]]),
  );
  const named = resource.metadata?.name;
  const namespace =
    kind.scope === 'Namespaced'
      ? composite.metadata.namespace
      : resource.metadata?.namespace;
  return {
    ...(resource as KubeObject),
    metadata: {
      ...resource.metadata,
      ...(named ? {} : { generateName: `${root}-` }),
      name:
        observed?.metadata.name ??
        named ??
        `${root}-${hexDigest(`${uid}/${name}`, 12)}`,
      ...(namespace ? { namespace } : {}),
      labels: {
        ...resource.metadata?.labels,
        'crossplane.io/composite': root,
        ...claim,
      },
      annotations: { ...resource.metadata?.annotations, [RESOURCE_NAME]: name },
      ownerReferences: [controllerReference(composite)],
    },
  };
}

/** References to the manifests, in the recorded order: by apiVersion, kind, name. */
export function resourceRefs(
  manifests: Iterable<KubeObject>,
  kind: CompositeKind,
): ObjectRef[] {
  return [...manifests]
    .map(({ apiVersion, kind: childKind, metadata }) => ({
      apiVersion,
      kind: childKind,
      name: metadata.name,
      ...(kind.scope !== 'Namespaced' && metadata.namespace
        ? { namespace: metadata.namespace }
        : {}),
    }))
    .sort((a, b) => sortKey(a).localeCompare(sortKey(b), 'en'));
}

function sortKey(ref: ObjectRef) {
  return [
    groupOf(ref.apiVersion) ? ref.apiVersion : `~${ref.apiVersion}`,
    ref.kind,
    ref.name,
  ].join('/');
}
