/**
 * What the model keeps of the objects of a hub. A projection is a pure function from an object on the wire to one of these;
 * fields that a hub leaves out or fills oddly become undefined or empty, never an exception. Objects are compared by
 * their content without the resourceVersion: a change that alters nothing else here is no change.
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
  /** `status.state` of a kind that says so instead of having a condition Ready, for example kro's. */
  state?: string;
  fields: ClaimFields;
  /** What is asked for, without Crossplane's own fields; undefined where it is too long to be compared. */
  spec?: Record<string, unknown>;
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
  /** As a claim's; only of an XR that belongs to a claim. */
  spec?: Record<string, unknown>;
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
  /** `status.state` or `status.phase` of a kind that has such a word, for example kro's or a Rollout. */
  state?: string;
  /** Fields that the cloud has otherwise than asked (`atProvider` against `forProvider`); undefined where none is known. */
  differing?: string[];
  /** What its fields refer to, while it is not ready: who is ready waits for nobody. */
  dependsOn: FieldReference[];
}

/**
 * A field of a managed resource that takes its value from another one: `roleArnRef`, `vpcIdSelector`
 * (crossplane/crossplane-runtime:apis/common/v1/resource.go). The kind stands in the provider's code alone; the field's name
 * hints at it.
 */
export interface FieldReference {
  /** Without its ending: `roleArn`. */
  field: string;
  /** Absent for a selector that was not resolved. */
  name?: string;
  matchLabels?: Record<string, string>;
  matchControllerRef?: boolean;
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
  /** What an operation said of it. */
  message?: string;
}

export interface ApplicationSource {
  repoURL: string;
  /** Only where sources are named (Argo CD 2.14). */
  name?: string;
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
    /** Applied nothing. */
    dryRun?: boolean;
    /** Without a person behind it: sync windows that let people sync still hold it. */
    automated?: boolean;
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
  /** What the source hydrator last did, where there is one; people's commits are the dry ones. */
  hydrated?: { drySha?: string; hydratedSha?: string };
  /**
   * `elsewhere` since Argo CD 3.0 (`status.resourceHealthSource: appTree`): the entries of `resources` have no health, whether
   * they are healthy or not.
   */
  resourceHealth?: 'elsewhere';
}

export interface ProjectedApplicationSet extends ProjectedBase {
  role: 'application-set';
  conditions: ProjectedCondition[];
  /** Of a progressive sync, one an application. */
  applicationStatus: {
    application: string;
    status: string;
    step?: string;
    message?: string;
  }[];
  /** The applications it made; capped by Argo CD at 5,000. */
  resources: ApplicationResource[];
}

/** `spec.syncWindows[]` of an AppProject. */
export interface SyncWindow {
  kind: 'allow' | 'deny';
  /** Five fields of cron, in `timeZone`. */
  schedule: string;
  /** As Go writes it: `1h30m`. */
  duration: string;
  /** Globs. */
  applications: string[];
  namespaces: string[];
  clusters: string[];
  /** Whether people may sync although the window forbids it. */
  manualSync: boolean;
  /** Whether all of the three lists have to match; else one is enough. */
  andOperator: boolean;
  timeZone?: string;
  description?: string;
}

export interface ProjectedAppProject extends ProjectedBase {
  role: 'app-project';
  sourceRepos: string[];
  /** Namespaces besides Argo CD's own whose applications may belong to it. */
  sourceNamespaces: string[];
  destinations: { name?: string; server?: string; namespace?: string }[];
  syncWindows: SyncWindow[];
  /** Names only: policies and tokens are nobody's business here. */
  roles: string[];
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

export interface ProjectedComposition extends ProjectedBase {
  role: 'composition';
  /** What it composes. */
  compositeKind: { apiVersion: string; kind: string };
  /** Steps of its pipeline with the function that each calls; none in the mode Resources of Crossplane 1. */
  steps: { step: string; function: string }[];
}

/** A Provider, Configuration or Function, or a revision of one. */
export interface ProjectedPackage extends ProjectedBase {
  role: 'package';
  /** OCI reference: `spec.package`, of a revision `spec.image`. */
  package?: string;
  /** The revision that is in use. */
  currentRevision?: string;
  /** Of a revision: Active or Inactive. */
  desiredState?: string;
  conditions: ProjectedCondition[];
}

/** A ProviderConfig or ClusterProviderConfig of any provider. */
export interface ProjectedProviderConfig extends ProjectedBase {
  role: 'provider-config';
  /** Where its credentials come from, for example Secret or IRSA; never which. */
  credentialsSource?: string;
  /** How many managed resources use it. */
  users?: number;
  conditions: ProjectedCondition[];
}

/** One side of a Usage. A selector that Crossplane has not resolved yet leaves the name out. */
export interface UsageSide {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name?: string;
  matchLabels?: Record<string, string>;
}

/** A Usage or ClusterUsage: what it is `of` is not deleted while it stands. */
export interface ProjectedUsage extends ProjectedBase {
  role: 'usage';
  of: UsageSide;
  by?: UsageSide;
  reason?: string;
  conditions: ProjectedCondition[];
}

/** One parameter of a Sensor's trigger: what of the event goes where in the object that it creates. */
export interface TriggerParameter {
  dependency: string;
  /** Path into the event: `body.metadata.uid`. */
  dataKey?: string;
  /** Path into the object: `spec.arguments.parameters.0.value`. */
  dest: string;
  /** Joined to what stands there, so that the value is not the event's alone. */
  joined?: boolean;
}

export interface SensorTrigger {
  name: string;
  parameters: TriggerParameter[];
  /** Names of `spec.arguments.parameters` of the Workflow that it creates, in order. */
  arguments: string[];
}

export interface ProjectedSensor extends ProjectedBase {
  role: 'sensor';
  dependencies: { name: string; eventSource: string; event: string }[];
  triggers: SensorTrigger[];
  conditions: ProjectedCondition[];
}

/** `spec.resource` of an EventSource, one entry an event. */
export interface EventSourceResource {
  event: string;
  group: string;
  resource: string;
  namespace?: string;
  eventTypes: string[];
  /** Label filters, `key operation value`. */
  labels: string[];
}

export interface ProjectedEventSource extends ProjectedBase {
  role: 'event-source';
  resources: EventSourceResource[];
  conditions: ProjectedCondition[];
}

/** Names another object of Flux. */
export interface FluxReference {
  kind: string;
  namespace?: string;
  name: string;
}

/** An object in an inventory of Flux. */
export interface InventoryEntry {
  group: string;
  kind: string;
  namespace?: string;
  name: string;
}

export interface ProjectedKustomization extends ProjectedBase {
  role: 'kustomization';
  suspended: boolean;
  prune: boolean;
  path?: string;
  source?: FluxReference;
  dependsOn: FluxReference[];
  targetNamespace?: string;
  /** It applies to another cluster, so that its inventory holds nothing of this hub. */
  remote: boolean;
  inventory: InventoryEntry[];
  /** `main@sha1:…`; see `parseFluxRevision`. */
  lastAppliedRevision?: string;
  lastAttemptedRevision?: string;
  /** Of the commit that an OCI artifact was built from. */
  lastAppliedOriginRevision?: string;
  observedGeneration?: number;
  conditions: ProjectedCondition[];
}

export interface ProjectedHelmRelease extends ProjectedBase {
  role: 'helm-release';
  suspended: boolean;
  chart?: { name: string; version?: string };
  source?: FluxReference;
  dependsOn: FluxReference[];
  targetNamespace?: string;
  releaseName?: string;
  remote: boolean;
  inventory: InventoryEntry[];
  /** Newest first, as Flux keeps it. It has no lastAppliedRevision. */
  history: {
    chartName: string;
    chartVersion: string;
    version?: number;
    status?: string;
    lastDeployed?: string;
  }[];
  lastAttemptedRevision?: string;
  observedGeneration?: number;
  conditions: ProjectedCondition[];
}

export interface ProjectedGitRepository extends ProjectedBase {
  role: 'git-repository';
  url: string;
  suspended: boolean;
  ref: { branch?: string; tag?: string; semver?: string; commit?: string };
  artifactRevision?: string;
  conditions: ProjectedCondition[];
}

/** Any other watched object. */
export interface ProjectedGeneric extends ProjectedBase {
  role: 'generic';
  conditions: ProjectedCondition[];
  /** `status.state` or `status.phase`, where a kind has such a word. */
  state?: string;
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
  | ProjectedComposition
  | ProjectedPackage
  | ProjectedProviderConfig
  | ProjectedUsage
  | ProjectedSensor
  | ProjectedEventSource
  | ProjectedKustomization
  | ProjectedHelmRelease
  | ProjectedGitRepository
  | ProjectedGeneric;
