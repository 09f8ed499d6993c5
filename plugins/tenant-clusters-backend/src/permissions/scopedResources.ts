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

/**
 * What a condition sees of an Application that is asked for by its name alone, as the frontend does: undefined, which meets no
 * condition, unless all that it is for looks the same to the rules. Which permission is asked for is not told here; so whoever may
 * operate each of its clusters is never told more by this answer than by the operation itself.
 */
export function soleScope(
  { hub, namespace, name }: { hub: string; namespace: string; name: string },
  scopes: ScopedResource[],
): ScopedResource | undefined {
  const [first, ...others] = scopes.map(
    ({ owners, tenants, environments }) => ({
      owners,
      tenants,
      environments,
    }),
  );
  const isSole =
    first &&
    others.every(other => JSON.stringify(other) === JSON.stringify(first));
  return isSole ? { hub, namespace, name, ...first } : undefined;
}
