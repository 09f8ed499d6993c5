/**
 * What permission rules look at, for clusters and applications alike. A cluster has at most one owner, tenant and
 * environment; an application that serves several clusters has those of each.
 * @alpha
 */
export interface ScopedResource {
  hub: string;
  namespace: string;
  name: string;
  /** Entity refs in lower case. */
  owners: string[];
  tenants: string[];
  environments: string[];
}
