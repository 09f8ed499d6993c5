import type {
  ObjectReference,
  ProjectedBase,
  ProjectedCondition,
} from './baseTypes';

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
