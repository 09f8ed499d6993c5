/**
 * Where a claim's fields are: a path from the object's root (`spec.network.cidr`, `spec.zones[0]`,
 * `metadata.annotations['example.org/team']`), `label:` or `annotation:` with a name. Several are tried in order.
 */
export type ClaimFieldPath = string | string[];

/** What the fields of a claim of one kind mean. */
export interface ClaimFieldPaths {
  tenant?: ClaimFieldPath;
  environment?: ClaimFieldPath;
  region?: ClaimFieldPath;
  kubernetesVersion?: ClaimFieldPath;
  cidr?: ClaimFieldPath;
  size?: ClaimFieldPath;
  members?: ClaimFieldPath;
  addons?: ClaimFieldPath;
}

/** The fields of the bundled `TenantCluster`, and the guess for any kind that is not configured. */
export const DEFAULT_CLAIM_FIELDS: Required<ClaimFieldPaths> = {
  tenant: ['label:spokeport.dev/tenant', 'metadata.namespace'],
  environment: 'label:spokeport.dev/environment',
  region: 'spec.region',
  kubernetesVersion: 'spec.kubernetesVersion',
  cidr: 'spec.network.cidr',
  size: 'spec.size',
  members: 'spec.members',
  addons: 'spec.addons',
};
