import { parseClusterRef } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClusterAddress } from '../api/clusterRules';

/** The other fields of a form that a field looks at, by the names that the template gives them. */
export interface RelatedFields {
  hub?: string;
  tenant?: string;
  name?: string;
}

/** Options of a field that name its neighbours; without them the neighbours are called hub, tenant and name. */
export interface NeighbourOptions {
  hub?: string;
  /** `Kind.group` of the infrastructure that a name is for; a cluster's without it. */
  kind?: string;
  hubField?: string;
  tenantField?: string;
  nameField?: string;
}

/** Options of a field that name where the form has its cluster; by default `cluster`, else `hub`, `tenant` and `name`. */
export interface ClusterNeighbour extends NeighbourOptions {
  clusterField?: string;
}

const textOf = (value: unknown) =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Reads the neighbours of a field from the form's data. */
export function relatedFields(
  formData: Record<string, unknown> | undefined,
  options: NeighbourOptions | undefined,
): RelatedFields {
  const { hub, hubField, tenantField, nameField } = options ?? {};
  return {
    hub: hub ?? textOf(formData?.[hubField ?? 'hub']),
    tenant: textOf(formData?.[tenantField ?? 'tenant']),
    name: textOf(formData?.[nameField ?? 'name']),
  };
}

/** The cluster that a value stands for: `hub/namespace/name`, or an object of these three. */
export function clusterIn(value: unknown): ClusterAddress | undefined {
  if (typeof value === 'string') {
    return parseClusterRef(value);
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const { hub, namespace, name } = value as Record<string, unknown>;
  const parts = [hub, namespace, name].map(textOf);
  return parts.every(part => part !== undefined)
    ? parseClusterRef(parts.join('/'))
    : undefined;
}

/** The cluster that a form is about. */
export function relatedCluster(
  formData: Record<string, unknown> | undefined,
  options: ClusterNeighbour | undefined,
): ClusterAddress | undefined {
  const chosen = clusterIn(formData?.[options?.clusterField ?? 'cluster']);
  const { hub, tenant, name } = relatedFields(formData, options);
  return (
    chosen ?? clusterIn(hub && tenant && name && `${hub}/${tenant}/${name}`)
  );
}
