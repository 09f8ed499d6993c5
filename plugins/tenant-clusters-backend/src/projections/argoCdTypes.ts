import type { ProjectedBase, ProjectedCondition } from './baseTypes';

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
  /** The value files that it takes from other sources: `$<ref>/<path>`. */
  valueFiles?: string[];
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
    /** Of the portal's operation, where it asked for this one. */
    id?: string;
    phase: string;
    message?: string;
    startedAt?: string;
    finishedAt?: string;
    retryCount?: number;
    revisions: string[];
    /** What it did to custom resources; of Kubernetes' own kinds nobody asks. */
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
  /** Labels by which its generators select cluster secrets, each once, sorted. */
  selects: string[];
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
