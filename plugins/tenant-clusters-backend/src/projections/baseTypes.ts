/** What every projected object has. */
export interface ProjectedBase {
  hub: string;
  /** Discriminates {@link ProjectedObject}. */
  role: string;
  uid: string;
  apiVersion: string;
  group: string;
  kind: string;
  namespace?: string;
  name: string;
  resourceVersion: string;
  generation?: number;
  /** RFC 3339. */
  createdAt?: string;
  /** metadata.deletionTimestamp, RFC 3339. */
  deletedAt?: string;
  finalizers: string[];
  owners: ObjectOwner[];
  labels: Record<string, string>;
  /** Only the annotations that the model uses; never last-applied-configuration. */
  annotations: Record<string, string>;
  /** `status.lastHandledReconcileAt`: the "reconcile now" annotation that was answered last (Crossplane runtime 2.3+, Flux). */
  handledReconcileAt?: string;
}

export interface ObjectOwner {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller: boolean;
}

/** Names an object without its uid. */
export interface ObjectReference {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
}

export interface ProjectedCondition {
  type: string;
  /** Absent for Argo CD's conditions, which have none. */
  status?: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  observedGeneration?: number;
}

/** A Secret or ConfigMap, of which only the metadata is ever read. */
export interface ProjectedMetadata extends ProjectedBase {
  role: 'cluster-secret' | 'cluster-event';
}

export interface ProjectedWarningEvent extends ProjectedBase {
  role: 'warning-event';
  involvedUid: string;
  involved: ObjectReference;
  reason: string;
  message: string;
  count: number;
  firstSeen?: string;
  lastSeen?: string;
  component?: string;
}

/** Any other watched object. */
export interface ProjectedGeneric extends ProjectedBase {
  role: 'generic';
  conditions: ProjectedCondition[];
  /** `status.state` or `status.phase`, where a kind has such a word. */
  state?: string;
}
