import { HubStore, KubeObject } from '../../store/types';
import { hexDigest } from '../runtime/names';
import { groupOf, versionOf } from '../runtime/objects';
import { readPath } from './payloadPath';

export type EventType = 'ADD' | 'UPDATE' | 'DELETE';

/** One named entry of an EventSource's `resource`. */
export interface ResourceWatch {
  source: KubeObject;
  eventName: string;
  options: Record<string, any>;
}

export function watchesOf(source: KubeObject): ResourceWatch[] {
  return Object.entries(source.spec?.resource ?? {}).map(
    ([eventName, options]) => ({
      source,
      eventName,
      options: options as Record<string, any>,
    }),
  );
}

/** Whether a watch is about this object, whatever happened to it. */
export function concerns(
  store: HubStore,
  watch: ResourceWatch,
  object: KubeObject,
): boolean {
  const { group = '', version, resource, namespace } = watch.options;
  return (
    group === groupOf(object.apiVersion) &&
    (version ?? 'v1') === versionOf(object.apiVersion) &&
    store.resourceType(object)?.plural === resource &&
    (!namespace || namespace === object.metadata.namespace) &&
    passes(watch, object)
  );
}

function passes({ source, options }: ResourceWatch, object: KubeObject) {
  const { labels, fields, prefix, afterStart } = options.filter ?? {};
  const created = object.metadata.creationTimestamp ?? '';
  return (
    (labels ?? []).every((rule: Rule) =>
      holds(rule, object.metadata.labels?.[rule.key]),
    ) &&
    (fields ?? []).every((rule: Rule) =>
      holds(rule, readPath(object, rule.key) as string | undefined),
    ) &&
    (!prefix || object.metadata.name.startsWith(prefix)) &&
    (!afterStart || created >= (source.metadata.creationTimestamp ?? ''))
  );
}

interface Rule {
  key: string;
  operation?: string;
  value?: string;
}

function holds({ operation = '==', value = '' }: Rule, given?: string) {
  switch (operation) {
    case '!=':
      return given !== value;
    case 'in':
      return value.split(',').includes(given ?? '');
    case 'notin':
      return !value.split(',').includes(given ?? '');
    case 'exists':
      return given !== undefined;
    default:
      return given === value;
  }
}

/** A digest of what an object says, without what every write changes. */
export function contentHash(object: KubeObject): string {
  const { resourceVersion, generation, ...metadata } = object.metadata;
  return hexDigest(JSON.stringify({ ...object, metadata }), 16);
}
