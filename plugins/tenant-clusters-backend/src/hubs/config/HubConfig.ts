import type { ClusterKind } from '@spokeport/backstage-plugin-tenant-clusters-node';

/** How the API server of a hub is reached. */
export type HubKubernetes =
  /** A kubeconfig file; it may come into being later, and change. */
  | { type: 'kubeconfig'; path: string; context?: string }
  /** A kubeconfig as text. */
  | { type: 'inline'; content: string; context?: string }
  | { type: 'in-cluster' }
  | {
      type: 'direct';
      url: string;
      /** PEM. */
      certificateAuthority?: string;
      skipTlsVerify?: boolean;
      token?(): Promise<string | undefined>;
    }
  /** The configuration says nothing that could work; the reason is one sentence. */
  | { type: 'misconfigured'; reason: string };

/** One Argo CD of a hub. */
export interface ArgocdConfig {
  namespace: string;
  url?: string;
  /** Never logged. */
  token?: string;
}

/** One hub as configured. */
export interface HubConfig {
  name: string;
  title: string;
  kubernetes: HubKubernetes;
  argocd: ArgocdConfig[];
  platformRepository?: { url: string; branch: string; paths: string[] };
  /** Kinds that are clusters by configuration, on every hub. */
  clusterKinds: ClusterKind[];
  /** Milliseconds of silence after which the hub is stale. */
  staleAfter: number;
}
