import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod/v4';
import {
  tenantApplicationPermissionResourceRef,
  tenantClusterPermissionResourceRef,
} from './resourceRefs';
import type { ScopedResource } from './ScopedResource';
import type { ScopeQuery } from './ScopeQuery';

const rule = {
  name: 'ON_HUB',
  description: 'Allow clusters of these hubs',
  paramsSchema: z.object({
    hubs: z.array(z.string()).describe('Names of hubs'),
  }),
  apply: (resource: ScopedResource, { hubs }: { hubs: string[] }) =>
    hubs.includes(resource.hub),
  toQuery: ({ hubs }: { hubs: string[] }): ScopeQuery => ({
    field: 'hub',
    values: hubs,
  }),
};

/** The cluster is managed by one of these hubs. @alpha */
export const onHub = createPermissionRule({
  ...rule,
  resourceRef: tenantClusterPermissionResourceRef,
});

/** The same for applications: one of the clusters that it serves counts. @alpha */
export const applicationOnHub = createPermissionRule({
  ...rule,
  resourceRef: tenantApplicationPermissionResourceRef,
});
