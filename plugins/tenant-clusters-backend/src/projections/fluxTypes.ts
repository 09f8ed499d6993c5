import type { ProjectedBase, ProjectedCondition } from './baseTypes';

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
