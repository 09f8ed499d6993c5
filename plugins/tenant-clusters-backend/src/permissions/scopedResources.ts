import type { ClusterSummary } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ScopedResource } from './ScopedResource';

const list = (value: string | undefined) =>
  value === undefined ? [] : [value];

/** What the rules see of a cluster. */
export function clusterResource(
  cluster: Pick<ClusterSummary, 'ref' | 'owner' | 'tenant' | 'environment'>,
): ScopedResource {
  const { hub, namespace, name } = cluster.ref;
  return {
    hub,
    namespace,
    name,
    owners: list(cluster.owner?.toLowerCase()),
    tenants: list(cluster.tenant),
    environments: list(cluster.environment),
  };
}

/** What the rules see of an application that serves these clusters. */
export function applicationResource(
  application: { hub: string; namespace: string; name: string },
  clusters: Pick<ClusterSummary, 'ref' | 'owner' | 'tenant' | 'environment'>[],
): ScopedResource {
  const scopes = clusters.map(clusterResource);
  const union = (field: 'owners' | 'tenants' | 'environments') => [
    ...new Set(scopes.flatMap(scope => scope[field])),
  ];
  return {
    hub: application.hub,
    namespace: application.namespace,
    name: application.name,
    owners: union('owners'),
    tenants: union('tenants'),
    environments: union('environments'),
  };
}
