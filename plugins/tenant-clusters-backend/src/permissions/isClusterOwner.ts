import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod/v4';
import {
  tenantApplicationPermissionResourceRef,
  tenantClusterPermissionResourceRef,
} from './resourceRefs';
import type { ScopedResource } from './ScopedResource';
import type { ScopeQuery } from './ScopeQuery';

const rule = {
  name: 'IS_CLUSTER_OWNER',
  description: 'Allow clusters that are owned by one of these claims',
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe('Entity refs, usually the ownership refs of the person'),
  }),
  apply: (resource: ScopedResource, { claims }: { claims: string[] }) =>
    resource.owners.some(owner => claims.includes(owner)),
  toQuery: ({ claims }: { claims: string[] }): ScopeQuery => ({
    field: 'owners',
    values: claims,
  }),
};

/** The cluster belongs to a group (or person) among the claims. @alpha */
export const isClusterOwner = createPermissionRule({
  ...rule,
  resourceRef: tenantClusterPermissionResourceRef,
});

/** The same for applications: one of the clusters that it serves counts. @alpha */
export const isApplicationClusterOwner = createPermissionRule({
  ...rule,
  resourceRef: tenantApplicationPermissionResourceRef,
});
