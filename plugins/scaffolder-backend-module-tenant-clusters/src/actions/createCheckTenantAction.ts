import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { hubReadPermission } from '@spokeport/backstage-plugin-tenant-clusters-common';
import {
  connectRepository,
  type RepositoryServices,
} from '../target/connectRepository';
import { readRepositoryFile } from '../target/readRepositoryFile';
import { createRulesClient } from '../validation/createRulesClient';
import { examples } from './checkTenant.examples';

/** Namespaces and projects that a hub has before it has tenants, so no tenant can have their names. */
const RESERVED =
  /^(kube-.*|default|argo|argocd|argo-events|crossplane-system|platform|in-cluster|control-plane)$/;
const NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const MAX_NAME = 40;

/** @throws InputError when no tenant can have the name. */
function requireTenantName(tenant: string): void {
  if (!NAME.test(tenant) || tenant.length > MAX_NAME) {
    throw new InputError(
      `${tenant} is no name for a tenant: lower-case letters, digits and dashes, at most ${MAX_NAME}`,
    );
  }
  if (RESERVED.test(tenant)) {
    throw new InputError(
      `${tenant} is the platform's own name for something else; choose another`,
    );
  }
}

/**
 * The action `tenant-clusters:tenant:check`.
 * @public
 */
export function createCheckTenantAction(
  options: RepositoryServices & {
    auth: AuthService;
    discovery: DiscoveryService;
  },
) {
  return createTemplateAction({
    id: 'tenant-clusters:tenant:check',
    description:
      "The first step of what is no request for a claim: that the person who asks may act for the tenant, or, for one that is to be new, belongs to the platform team, that the name can be a tenant's, and that the hub's repository does not have it. Puts out where the hub's platform repository lies, so that a template can name others of the same organization.",
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        hub: z => z.string().min(1).describe('The hub'),
        tenant: z => z.string().min(1).describe('Name of the tenant'),
        purpose: z =>
          z
            .enum(['act', 'onboard'])
            .optional()
            .describe(
              'act (the default): the person belongs to the tenant. onboard: it is to be new; for the platform team',
            ),
        newPaths: z =>
          z
            .array(z.string().min(1))
            .max(10)
            .optional()
            .describe(
              "Files that the hub's platform repository must not have yet",
            ),
      },
      output: {
        platformRepository: z =>
          z
            .object({
              host: z.string(),
              owner: z.string(),
              name: z.string(),
              url: z.string(),
              ownerUrl: z.string(),
            })
            .describe("Where the hub's platform repository lies"),
      },
    },
    async handler(ctx) {
      const { hub, tenant, newPaths = [] } = ctx.input;
      const credentials = await ctx.getInitiatorCredentials();
      if (ctx.input.purpose === 'onboard') {
        requireTenantName(tenant);
        const [decision] = await options.permissions.authorize(
          [{ permission: hubReadPermission }],
          { credentials },
        );
        if (decision.result !== AuthorizeResult.ALLOW) {
          throw new NotAllowedError('Only the platform team takes in tenants');
        }
      } else {
        const rules = createRulesClient({ ...options, credentials });
        const { tenants } = await rules.options();
        if (!tenants.some(({ name }) => name === tenant)) {
          const own = tenants.map(({ name }) => name).join(', ');
          throw new NotAllowedError(
            `You do not belong to tenant ${tenant}${
              own ? `; you can act for ${own}` : ''
            }`,
          );
        }
      }
      const connected = await connectRepository(options, ctx, { hub });
      for (const path of newPaths) {
        if (await readRepositoryFile(connected, path)) {
          throw new InputError(
            `Tenant ${tenant} is on hub ${hub} already: its repository has ${path}`,
          );
        }
      }
      const { host, owner, repo, url } = connected.repository;
      ctx.output('platformRepository', {
        host,
        owner,
        name: repo,
        url,
        ownerUrl: url.replace(/\/[^/]+$/, ''),
      });
    },
  });
}
