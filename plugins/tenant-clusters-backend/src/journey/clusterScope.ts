/** Stands for the namespace of a claim that has none (a claimless, cluster-scoped XR) in its address. */
export const CLUSTER_SCOPE = '-';
