import { KubeObject, ObjectRef, WatchEvent } from '../../store/types';
import { groupOf, keyOf, refTo } from '../runtime/objects';

export const TRACKING_ID = 'argocd.argoproj.io/tracking-id';

/** `<app>:<group>/<kind>:<namespace>/<name>`; a cluster-scoped object is given the destination's namespace. */
export function trackingId(
  app: string,
  object: KubeObject,
  destinationNamespace: string,
): string {
  const { namespace = destinationNamespace, name } = object.metadata;
  return `${app}:${groupOf(object.apiVersion)}/${
    object.kind
  }:${namespace}/${name}`;
}

/** The Application a tracking id names, and whether the id is the object's own: Crossplane copies it to XRs. */
export function readTracking(
  object: KubeObject,
): { app: string; own: boolean } | undefined {
  const id = object.metadata.annotations?.[TRACKING_ID];
  const match = /^([^:]+):([^/]*)\/([^:]+):([^/]*)\/(.+)$/.exec(id ?? '');
  if (!match) return undefined;
  const [, app, group, kind, namespace, name] = match;
  return {
    app,
    own:
      group === groupOf(object.apiVersion) &&
      kind === object.kind &&
      name === object.metadata.name &&
      (!object.metadata.namespace || object.metadata.namespace === namespace),
  };
}

/** Which of the hub's objects carry whose tracking id; kept from the store's changes. */
export class TrackingIndex {
  readonly #byApp = new Map<string, Map<string, ObjectRef>>();

  /** Takes in a change; returns the names of the Applications it may concern. */
  note({ type, object, previous }: WatchEvent): string[] {
    const before = previous && readTracking(previous);
    const now = readTracking(object);
    const key = keyOf(object);
    if (before && before.app !== now?.app) {
      this.#byApp.get(before.app)?.delete(key);
    }
    if (now) {
      const objects = this.#byApp.get(now.app) ?? new Map();
      this.#byApp.set(now.app, objects);
      if (type === 'DELETED') objects.delete(key);
      else objects.set(key, refTo(object));
    }
    return [...new Set([before?.app, now?.app])].filter(
      app => app !== undefined,
    );
  }

  refs(app: string): ObjectRef[] {
    return [...(this.#byApp.get(app)?.values() ?? [])];
  }
}
