/** A Kubernetes object as it travels on the wire; everything below `metadata` is whatever its kind says. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  // Kinds are open-ended here: the hub serves whatever CRDs are applied to it.
  [field: string]: any;
}

export interface ObjectMeta {
  name: string;
  namespace?: string;
  generateName?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
  /** Kept for server-side apply only: what each manager has applied. */
  managedFields?: ManagedFieldsEntry[];
}

/** `metav1.ManagedFieldsEntry`. */
export interface ManagedFieldsEntry {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  time?: string;
  fieldsType: 'FieldsV1';
  fieldsV1: Record<string, unknown>;
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** One served resource type, built in or made by a CustomResourceDefinition. */
export interface ResourceType {
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  listKind: string;
  namespaced: boolean;
  shortNames: string[];
  categories: string[];
  /** Whether `/status` is a subresource: then the main door ignores `status`, and `/status` ignores the rest. */
  statusSubresource: boolean;
}

/** Names one object; `namespace` is absent for cluster-scoped kinds. */
export interface ObjectRef {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
}

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubeObject;
  /** The object before this change; absent for ADDED. */
  previous?: KubeObject;
}

export interface ListOptions {
  apiVersion: string;
  kind: string;
  namespace?: string;
  /** Equality-based label selector. */
  labels?: Record<string, string>;
}

/**
 * The objects of one simulated hub, with the API server's rules: resource versions, generations, schema checks,
 * finalisers, owner references. The HTTP API and the controllers both work through this one door, so that a controller
 * can do nothing that a client of a real hub could not see.
 *
 * Every method throws a `StatusError` with the code and reason of a real API server. Returned objects are frozen
 * copies: change a `structuredClone` and write it back.
 */
export interface HubStore {
  /** Every served type; changes as CRDs come and go. */
  resourceTypes(): ResourceType[];
  /** The served type of `apiVersion` and `kind`, or undefined. Never guesses a plural. */
  resourceType(ref: {
    apiVersion: string;
    kind: string;
  }): ResourceType | undefined;

  get(ref: ObjectRef): KubeObject | undefined;
  list(options: ListOptions): KubeObject[];

  create(object: KubeObject): KubeObject;
  /** Replaces spec, labels and the like; bumps `generation` when something outside metadata and status changed. A stale `resourceVersion` is a 409. */
  update(object: KubeObject): KubeObject;
  /** Replaces `status` only. An identical status is no change: no new resourceVersion, no event. A kind without the status subresource is a 404: its status goes through {@link update}. */
  updateStatus(object: KubeObject): KubeObject;
  /** Create, or merge the manifest into what is there (server-side apply without field ownership). Returns what was done. */
  apply(
    object: KubeObject,
    options?: { fieldManager?: string },
  ): { object: KubeObject; result: 'created' | 'configured' | 'unchanged' };
  /** Sets deletionTimestamp while finalisers remain, else removes the object; dependants go by their owner references. */
  delete(
    ref: ObjectRef,
    options?: { propagationPolicy?: 'Background' | 'Foreground' | 'Orphan' },
  ): void;

  /** Records a core/v1 Event (aggregated by object + reason + message, expiring as real ones do). */
  recordEvent(options: {
    object: KubeObject;
    type: 'Normal' | 'Warning';
    reason: string;
    message: string;
    component: string;
  }): void;

  /**
   * Calls `handler` after each committed change, synchronously and in order: what a handler writes is announced once all
   * handlers have seen the change it was called for. Objects come in the apiVersion in which they are kept, which for a kind
   * with several versions may be another than the one they were written in. Returns the unsubscribe function.
   */
  subscribe(handler: (event: WatchEvent) => void): () => void;
}
