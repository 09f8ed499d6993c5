/**
 * What the model keeps of the objects of a hub. A projection is a pure function from an object on the wire to one of these;
 * fields that a hub leaves out or fills oddly become undefined or empty, never an exception. Objects are compared by
 * {@link ProjectedBase.fingerprint}: a change that alters nothing here is no change.
 */

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
  /** Equal exactly when everything else but resourceVersion is. */
  fingerprint: string;
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

/** A v1 claim, a v2 namespaced XR or a claimless XR that a person asked for. */
export interface ProjectedClaim extends ProjectedBase {
  role: 'claim';
  form: 'claim' | 'namespaced-xr' | 'claimless-xr';
  /** Whether its kind is a cluster kind; otherwise it is infrastructure. */
  cluster: boolean;
  conditions: ProjectedCondition[];
  /** The XR of a v1 claim. */
  composite?: ObjectReference;
  /** Composed resources of an XR. */
  resources: ObjectReference[];
  composition?: string;
  paused: boolean;
  fields: ClaimFields;
}

/** A claim's fields as the cluster kind's configuration names them. */
export interface ClaimFields {
  tenant?: string;
  environment?: string;
  region?: string;
  kubernetesVersion?: string;
  cidr?: string;
  size?: string;
  members: string[];
  addons: string[];
}

/** An XR that belongs to a claim or to another XR. */
export interface ProjectedComposite extends ProjectedBase {
  role: 'composite';
  conditions: ProjectedCondition[];
  claim?: ObjectReference;
  resources: ObjectReference[];
  composition?: string;
  compositionResourceName?: string;
  paused: boolean;
}

/** A managed resource of a Crossplane provider, or anything else that a Composition composed. */
export interface ProjectedManaged extends ProjectedBase {
  role: 'managed';
  conditions: ProjectedCondition[];
  compositionResourceName?: string;
  externalName?: string;
  providerConfig?: string;
  /** Named only by namespaced managed resources: ProviderConfig or ClusterProviderConfig. */
  providerConfigKind?: string;
  paused: boolean;
  managementPolicies: string[];
  deletionPolicy?: string;
}

/** One entry of an Application's `status.resources`. */
export interface ApplicationResource {
  group: string;
  kind: string;
  namespace?: string;
  name: string;
  status?: string;
  health?: string;
  requiresPruning?: boolean;
}

export interface ApplicationSource {
  repoURL: string;
  path?: string;
  chart?: string;
  targetRevision?: string;
  ref?: string;
}

export interface ProjectedApplication extends ProjectedBase {
  role: 'application';
  project: string;
  destination: { name?: string; server?: string; namespace?: string };
  sources: ApplicationSource[];
  automated?: { prune: boolean; selfHeal: boolean };
  sync?: {
    status: string;
    /** One a source; what was compared, not what was applied. */
    revisions: string[];
  };
  health?: { status: string; message?: string };
  resources: ApplicationResource[];
  operation?: {
    phase: string;
    message?: string;
    startedAt?: string;
    finishedAt?: string;
    retryCount?: number;
    revisions: string[];
    resources: ApplicationResource[];
    /** Set when only these were to be synced. */
    partial: boolean;
  };
  history: {
    id: number;
    revisions: string[];
    deployedAt?: string;
    initiatedBy?: string;
  }[];
  conditions: ProjectedCondition[];
  /** The add-on's name, where an ApplicationSet of add-ons made it. */
  addon?: string;
  /** What the source hydrator last did; people's commits are the dry ones. */
  hydrated?: { drySha: string; hydratedSha?: string };
}

export interface ProjectedApplicationSet extends ProjectedBase {
  role: 'application-set';
  conditions: ProjectedCondition[];
}

export interface ProjectedAppProject extends ProjectedBase {
  role: 'app-project';
  sourceRepos: string[];
  destinations: { name?: string; server?: string; namespace?: string }[];
  syncWindows: number;
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

export interface ProjectedWorkflowNode {
  id: string;
  name: string;
  displayName: string;
  type: string;
  templateName?: string;
  phase: string;
  boundaryId?: string;
  children: string[];
  startedAt?: string;
  finishedAt?: string;
  message?: string;
}

export interface ProjectedWorkflow extends ProjectedBase {
  role: 'workflow';
  phase: string;
  progress?: string;
  message?: string;
  startedAt?: string;
  finishedAt?: string;
  template?: string;
  parameters: Record<string, string>;
  nodes: ProjectedWorkflowNode[];
  /** Why `nodes` is empty although the workflow has some. */
  nodesMissing?: 'compressed' | 'offloaded';
  /** Held by `spec.suspend`, or waiting at a Suspend node. */
  suspended: boolean;
}

export interface ProjectedXrd extends ProjectedBase {
  role: 'xrd';
  compositeKind: { group: string; kind: string; plural: string };
  claimKind?: { group: string; kind: string; plural: string };
  scope: 'LegacyCluster' | 'Namespaced' | 'Cluster';
  versions: string[];
  cluster: boolean;
  conditions: ProjectedCondition[];
}

/** Any other watched object: EventSources, Sensors, Compositions, ProviderConfigs. */
export interface ProjectedGeneric extends ProjectedBase {
  role: 'generic';
  conditions: ProjectedCondition[];
}

export type ProjectedObject =
  | ProjectedClaim
  | ProjectedComposite
  | ProjectedManaged
  | ProjectedApplication
  | ProjectedApplicationSet
  | ProjectedAppProject
  | ProjectedMetadata
  | ProjectedWarningEvent
  | ProjectedWorkflow
  | ProjectedXrd
  | ProjectedGeneric;
