import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod/v4';
import {
  tenantApplicationPermissionResourceRef,
  tenantClusterPermissionResourceRef,
} from './resourceRefs';
import type { ScopedResource } from './ScopedResource';
import type { ScopeQuery } from './ScopeQuery';

const rule = {
  name: 'HAS_TENANT',
  description: 'Allow clusters of these tenants',
  paramsSchema: z.object({
    tenants: z.array(z.string()).describe('Names of tenants'),
  }),
  apply: (resource: ScopedResource, { tenants }: { tenants: string[] }) =>
    resource.tenants.some(tenant => tenants.includes(tenant)),
  toQuery: ({ tenants }: { tenants: string[] }): ScopeQuery => ({
    field: 'tenants',
    values: tenants,
  }),
};

/** The cluster belongs to one of these tenants. @alpha */
export const hasTenant = createPermissionRule({
  ...rule,
  resourceRef: tenantClusterPermissionResourceRef,
});

/** The same for applications: one of the clusters that it serves counts. @alpha */
export const applicationHasTenant = createPermissionRule({
  ...rule,
  resourceRef: tenantApplicationPermissionResourceRef,
});
