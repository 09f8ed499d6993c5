import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  isReadPermission,
  isResourcePermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  createScaffolderTaskConditionalDecision,
  scaffolderTaskConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import {
  createTenantApplicationConditionalDecision,
  createTenantClusterConditionalDecision,
  tenantApplicationConditions,
  tenantClusterConditions,
} from '@spokeport/backstage-plugin-tenant-clusters-backend/alpha';
import { GRANTS, OTHER_ACTIONS, OTHER_READS } from './grants';
import { personaOf } from './personas';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/**
 * An example for three kinds of people: product engineers see and change what their tenants own, platform engineers run
 * everything, auditors read everything and change nothing. Nobody who has not signed in may do anything.
 */
export class PersonaPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) {
      return DENY;
    }
    const grants =
      GRANTS[permission.name] ??
      (isReadPermission(permission) ? OTHER_READS : OTHER_ACTIONS);
    switch (grants[personaOf(user)]) {
      case 'yes':
        return ALLOW;
      case 'own':
        return ownOnly(permission, user);
      case 'own clusters':
        return isPermission(permission, catalogEntityReadPermission)
          ? withoutOthersClusters(user)
          : DENY;
      default:
        return DENY;
    }
  }
}

/** What belongs to the person or their groups; a permission that knows no owner is denied. */
function ownOnly(
  permission: Permission,
  { info }: PolicyQueryUser,
): PolicyDecision {
  const claims = info.ownershipEntityRefs;
  if (isResourcePermission(permission, 'tenant-cluster')) {
    return createTenantClusterConditionalDecision(
      permission,
      tenantClusterConditions.isClusterOwner({ claims }),
    );
  }
  if (isResourcePermission(permission, 'tenant-application')) {
    return createTenantApplicationConditionalDecision(
      permission,
      tenantApplicationConditions.isClusterOwner({ claims }),
    );
  }
  if (isResourcePermission(permission, 'scaffolder-task')) {
    return createScaffolderTaskConditionalDecision(
      permission,
      scaffolderTaskConditions.isTaskOwner({ createdBy: [info.userEntityRef] }),
    );
  }
  return DENY;
}

/** The catalog has clusters as Resources, where they must not show what the plugin itself hides. */
function withoutOthersClusters({ info }: PolicyQueryUser): PolicyDecision {
  return createCatalogConditionalDecision(catalogEntityReadPermission, {
    anyOf: [
      catalogConditions.isEntityOwner({ claims: info.ownershipEntityRefs }),
      {
        not: {
          allOf: [
            catalogConditions.isEntityKind({ kinds: ['Resource'] }),
            catalogConditions.hasSpec({
              key: 'type',
              value: 'kubernetes-cluster',
            }),
          ],
        },
      },
    ],
  });
}
