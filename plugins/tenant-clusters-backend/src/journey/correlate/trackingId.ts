import type { ProjectedBase } from '../../projections/types';

/** Argo CD's annotation: https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/ */
export const TRACKING_ANNOTATION = 'argocd.argoproj.io/tracking-id';

export interface TrackingId {
  /** Undefined where the application lies in Argo CD's own namespace. */
  applicationNamespace?: string;
  application: string;
  group: string;
  kind: string;
  namespace: string;
  name: string;
}

/**
 * Reads `<app>:<group>/<kind>:<namespace>/<name>`, where an app outside of Argo CD's namespace is `<namespace>_<name>` (names
 * of Applications cannot hold an underscore). Undefined when it has another form.
 */
export function parseTrackingId(text: string): TrackingId | undefined {
  const match = /^([^:]+):([^:/]*)\/([^:/]+):([^:/]*)\/(.+)$/.exec(text);
  if (!match) {
    return undefined;
  }
  const [, app, group, kind, namespace, name] = match;
  const [first, second] = app.split('_', 2);
  return {
    ...(second
      ? { applicationNamespace: first, application: second }
      : { application: first }),
    group,
    kind,
    namespace,
    name,
  };
}

/**
 * The tracking id of an object, only if it speaks of this very object: Crossplane copies a claim's annotations to its XR, so
 * that the annotation alone would tie the XR to the claim's application.
 */
export function ownTrackingId(object: ProjectedBase): TrackingId | undefined {
  const annotation = object.annotations[TRACKING_ANNOTATION];
  const id = annotation ? parseTrackingId(annotation) : undefined;
  const own =
    id?.group === object.group &&
    id.kind === object.kind &&
    id.name === object.name &&
    id.namespace === (object.namespace ?? '');
  return own ? id : undefined;
}
