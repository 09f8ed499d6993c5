import { cloneJson } from '../../store/cloneJson';
import { jsonEqual } from '../../store/jsonEqual';
import {
  HubStore,
  KubeObject,
  ObjectRef,
  OwnerReference,
} from '../../store/types';

/** Objects with this annotation set to "true" are played by no controller. */
export const STATIC_ANNOTATION = 'sandbox.spokeport.dev/static';

export function isStatic(object: KubeObject): boolean {
  return object.metadata.annotations?.[STATIC_ANNOTATION] === 'true';
}

/** A key names one object in a work queue. */
export function keyOf(ref: ObjectRef | KubeObject): string {
  const { name, namespace } = 'metadata' in ref ? ref.metadata : ref;
  return [ref.apiVersion, ref.kind, namespace ?? '', name].join('|');
}

/** Names one object whatever version it is written in: a CompositeResourceDefinition is the same in v1 and v2. */
export function identityOf(object: KubeObject): string {
  const { name, namespace } = object.metadata;
  return [groupOf(object.apiVersion), object.kind, namespace ?? '', name].join(
    '|',
  );
}

export function refOf(key: string): ObjectRef {
  const [apiVersion, kind, namespace, name] = key.split('|');
  return { apiVersion, kind, name, ...(namespace ? { namespace } : {}) };
}

export function refTo(object: KubeObject): ObjectRef {
  const { name, namespace } = object.metadata;
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    name,
    ...(namespace ? { namespace } : {}),
  };
}

export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}

export function versionOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[1] : apiVersion;
}

export function isKind(
  object: { apiVersion: string; kind: string },
  group: string,
  kind: string,
): boolean {
  return object.kind === kind && groupOf(object.apiVersion) === group;
}

/** Lists a kind that may not be served (yet). */
export function listIfServed(
  store: HubStore,
  options: {
    apiVersion: string;
    kind: string;
    namespace?: string;
    labels?: Record<string, string>;
  },
): KubeObject[] {
  return store.resourceType(options) ? store.list(options) : [];
}

/** Gets an object whose kind may not be served (yet). */
export function getIfServed(
  store: HubStore,
  ref: ObjectRef,
): KubeObject | undefined {
  return store.resourceType(ref) ? store.get(ref) : undefined;
}

/**
 * Changes everything but `status` of an object; `change` edits a copy in place. Returns what the store now holds, or
 * undefined when the object is gone. Nothing is written when nothing changed.
 */
export function mutate(
  store: HubStore,
  ref: ObjectRef,
  change: (object: KubeObject) => void,
): KubeObject | undefined {
  const current = store.get(ref);
  if (!current) return undefined;
  const copy = cloneJson(current);
  change(copy);
  if (jsonEqual(copy, current)) return current;
  // Removing the last finalizer removes the object; it may be gone when we look again.
  store.update(copy);
  return store.get(ref);
}

/** Changes `status` of an object, through the status subresource where the kind has one. */
export function mutateStatus(
  store: HubStore,
  ref: ObjectRef,
  change: (status: Record<string, any>, object: KubeObject) => void,
): KubeObject | undefined {
  const current = store.get(ref);
  if (!current) return undefined;
  const copy = cloneJson(current);
  copy.status = copy.status ?? {};
  change(copy.status, copy);
  if (jsonEqual(copy.status, current.status ?? {})) return current;
  return store.resourceType(ref)?.statusSubresource
    ? store.updateStatus(copy)
    : store.update(copy);
}

export function addFinalizer(
  store: HubStore,
  object: KubeObject,
  finalizer: string,
): KubeObject {
  if (object.metadata.finalizers?.includes(finalizer)) return object;
  return (
    mutate(store, refTo(object), copy => {
      copy.metadata.finalizers = [
        ...(copy.metadata.finalizers ?? []),
        finalizer,
      ];
    }) ?? object
  );
}

export function removeFinalizer(
  store: HubStore,
  object: KubeObject,
  finalizer: string,
) {
  mutate(store, refTo(object), copy => {
    const rest = copy.metadata.finalizers?.filter(f => f !== finalizer) ?? [];
    if (rest.length > 0) copy.metadata.finalizers = rest;
    else delete copy.metadata.finalizers;
  });
}

export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find(owner => owner.controller);
}

export function controllerReference(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid!,
    controller: true,
    blockOwnerDeletion: true,
  };
}

export function hasLabels(
  object: KubeObject,
  labels: Record<string, string> = {},
): boolean {
  return Object.entries(labels).every(
    ([name, value]) => object.metadata.labels?.[name] === value,
  );
}

export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

/** Kubernetes' label selector with its four operators; an absent selector selects everything. */
export function selects(
  selector: LabelSelector | undefined,
  labels: Record<string, string> = {},
): boolean {
  const equal = Object.entries(selector?.matchLabels ?? {}).every(
    ([name, value]) => labels[name] === value,
  );
  return (
    equal &&
    (selector?.matchExpressions ?? []).every(({ key, operator, values }) => {
      const has = key in labels;
      const among = has && (values ?? []).includes(labels[key]);
      switch (operator) {
        case 'In':
          return among;
        case 'NotIn':
          return !among;
        case 'Exists':
          return has;
        case 'DoesNotExist':
          return !has;
        default:
          return false;
      }
    })
  );
}
