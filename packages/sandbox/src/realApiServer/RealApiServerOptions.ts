/** How to start a real API server. */
export interface RealApiServerOptions {
  /**
   * A folder with the programs `etcd` and `kube-apiserver`, and `kube-controller-manager` where aggregated roles, namespaces
   * and owner references are to be looked after.
   */
  binaries: string;
  /** Starts `kube-controller-manager` too, where the folder has it. */
  controllers?: boolean;
  /** Milliseconds until it must be ready; default 60,000. */
  timeout?: number;
}

/** A running API server with RBAC, of which nothing is left once it is stopped. */
export interface RealApiServer {
  url: string;
  /** PEM of the certificate authority. */
  ca: string;
  /** Whether kube-controller-manager runs beside it. */
  controllers: boolean;
  /** A kubeconfig as YAML for a bearer token; an administrator's without one. */
  kubeconfig(token?: string): string;
  stop(): Promise<void>;
}
