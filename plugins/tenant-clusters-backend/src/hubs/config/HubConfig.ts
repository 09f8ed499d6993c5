import type { ClusterKind } from '@spokeport/backstage-plugin-tenant-clusters-node';

/** How the API server of a hub is reached. */
export type HubKubernetes =
  /** A kubeconfig file; it may come into being later, and change. */
  | { type: 'kubeconfig'; path: string; context?: string }
  /** A kubeconfig as text. */
  | { type: 'inline'; content: string; context?: string }
  /** The cluster in which this process runs; its service account's files are below `root`, by default that of the file system. */
  | { type: 'in-cluster'; root?: string }
  | {
      type: 'direct';
      url: string;
      /** PEM. */
      certificateAuthority?: string;
      /** A file with PEM, read anew with each reload. */
      certificateAuthorityFile?: string;
      skipTlsVerify?: boolean;
      token?(): Promise<string | undefined>;
    }
  /** The configuration says nothing that could work; the reason is one sentence. */
  | { type: 'misconfigured'; reason: string };

/** How an API beside the hub's own is reached: that of an Argo CD or of an Argo Server. */
export interface ConnectionConfig {
  url: string;
  /** Never logged. */
  token: string;
  /** PEM, for a certificate that no public authority signed. */
  certificateAuthority?: string;
  /** Path of a file with such a PEM; it may be written later. */
  caFile?: string;
}

/** One Argo CD of a hub. */
export interface ArgocdConfig {
  namespace: string;
  /** For links; with a token also for diffs and operations. */
  url?: string;
  /** Of its API, where that is another address than people use. */
  apiUrl?: string;
  /** Never logged. */
  token?: string;
  certificateAuthority?: string;
  caFile?: string;
}

/** How operations are done on a hub's objects. */
export interface HubOperationsConfig {
  /** Another account than the one that reads; the same one where it is left out. */
  kubernetes?: HubKubernetes;
  /**
   * Whether an Application without a connection to its Argo CD may be synced and terminated by patching it. It goes around
   * the roles of Argo CD: whoever may sync here may sync anything there.
   */
  patchApplications: boolean;
}

/** One hub as configured. */
export interface HubConfig {
  name: string;
  title: string;
  kubernetes: HubKubernetes;
  argocd: ArgocdConfig[];
  argoServer?: ConnectionConfig;
  operations?: HubOperationsConfig;
  platformRepository?: { url: string; branch: string; paths: string[] };
  /** Kinds that are clusters by configuration, on every hub. */
  clusterKinds: ClusterKind[];
  /** Milliseconds of silence after which the hub is stale. */
  staleAfter: number;
}
