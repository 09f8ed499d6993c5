import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod/v4';
import {
  tenantApplicationPermissionResourceRef,
  tenantClusterPermissionResourceRef,
} from './resourceRefs';
import type { ScopedResource } from './ScopedResource';
import type { ScopeQuery } from './ScopeQuery';

const rule = {
  name: 'IN_ENVIRONMENT',
  description: 'Allow clusters in these environments',
  paramsSchema: z.object({
    environments: z.array(z.string()).describe('Names of environments'),
  }),
  apply: (
    resource: ScopedResource,
    { environments }: { environments: string[] },
  ) =>
    resource.environments.some(environment =>
      environments.includes(environment),
    ),
  toQuery: ({ environments }: { environments: string[] }): ScopeQuery => ({
    field: 'environments',
    values: environments,
  }),
};

/** The cluster is in one of these environments. @alpha */
export const inEnvironment = createPermissionRule({
  ...rule,
  resourceRef: tenantClusterPermissionResourceRef,
});

/** The same for applications: one of the clusters that it serves counts. @alpha */
export const applicationInEnvironment = createPermissionRule({
  ...rule,
  resourceRef: tenantApplicationPermissionResourceRef,
});
