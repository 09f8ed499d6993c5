/**
 * A kind of claim that is a cluster, and where its fields are, as the configuration `tenantClusters.clusterKinds[]` would say
 * it. A field is a path from the object's root (`spec.network.cidr`) or a label (`label:spokeport.dev/environment`).
 * @public
 */
export interface ClusterKind {
  group: string;
  kind: string;
  fields?: {
    tenant?: string;
    environment?: string;
    region?: string;
    kubernetesVersion?: string;
    cidr?: string;
    size?: string;
    members?: string;
    addons?: string;
  };
}
