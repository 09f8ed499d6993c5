import { cloneJson, setOwn } from '../../store/cloneJson';
import { jsonEqual } from '../../store/jsonEqual';
import { KubeObject } from '../../store/types';
import { isMap } from '../runtime/fieldPath';

/** Whether a live object is not what its manifest says; what the manifest does not speak of does not count. */
export function differs(
  desired: KubeObject,
  live: KubeObject,
  previous: KubeObject | undefined,
): boolean {
  const { metadata, status, ...fields } = normalized(desired);
  return (
    !contains(live.metadata.labels, metadata.labels) ||
    !contains(live.metadata.annotations, metadata.annotations) ||
    Object.entries(fields).some(
      ([field, value]) =>
        !['apiVersion', 'kind'].includes(field) &&
        !contains(live[field], value),
    ) ||
    removeDropped(live, previous, desired) !== live
  );
}

/** A Secret's stringData is what its data says; the API server stores no stringData. */
export function normalized(object: KubeObject): KubeObject {
  if (object.kind !== 'Secret' || !object.stringData) return object;
  const { stringData, ...rest } = object;
  const encoded = Object.entries(stringData).map(([name, value]) => [
    name,
    Buffer.from(String(value)).toString('base64'),
  ]);
  return { ...rest, data: { ...rest.data, ...Object.fromEntries(encoded) } };
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0) ||
    (isMap(value) && Object.values(value).every(isEmpty))
  );
}

/** Whether everything desired is there; defaults the API server added beside it are no difference. */
function contains(live: unknown, desired: unknown): boolean {
  if (isEmpty(desired)) {
    return live === undefined || isEmpty(live) || isMap(live);
  }
  if (Array.isArray(desired)) {
    return (
      Array.isArray(live) &&
      live.length === desired.length &&
      desired.every((item, index) => contains(live[index], item))
    );
  }
  if (isMap(desired)) {
    return (
      isMap(live) &&
      Object.entries(desired).every(([key, value]) =>
        contains(live[key], value),
      )
    );
  }
  return live === desired || String(live) === String(desired);
}

/**
 * The live object without the fields that the previous manifest set and the new one no longer does; the same object
 * when there are none.
 */
export function removeDropped(
  live: KubeObject,
  previous: KubeObject | undefined,
  desired: KubeObject,
): KubeObject {
  if (!previous) return live;
  const before = comparable(normalized(previous));
  const after = comparable(normalized(desired));
  return drop(live, before, after) as KubeObject;
}

function comparable({ metadata, status, ...fields }: KubeObject) {
  const { labels, annotations } = metadata;
  return { ...fields, metadata: { labels, annotations } };
}

/** Copies what it changes: most comparisons change nothing, and there are many. */
function drop(
  live: Record<string, any>,
  before: Record<string, any>,
  after: Record<string, any>,
): Record<string, any> {
  const result = { ...live };
  let isChanged = false;
  const put = (key: string, value: unknown) => {
    isChanged ||= value !== live[key];
    setOwn(result, key, value);
  };
  for (const [key, value] of Object.entries(before)) {
    if (value === undefined || !(key in live)) continue;
    const next = after[key];
    if (next === undefined || next === null) {
      if (!['labels', 'annotations'].includes(key) || !isMap(value)) {
        isChanged = true;
        delete result[key];
      } else if (isMap(live[key])) put(key, drop(live[key], value, {}));
    } else if (isMap(value) && isMap(next) && isMap(live[key])) {
      put(key, drop(live[key], value, next));
    } else if (
      Array.isArray(value) &&
      Array.isArray(next) &&
      !jsonEqual(value, next) &&
      !contains(live[key], next)
    ) {
      put(key, cloneJson(next));
    }
  }
  return isChanged ? result : live;
}
