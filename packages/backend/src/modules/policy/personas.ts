import type { PolicyQueryUser } from '@backstage/plugin-permission-node';

/** Who someone is to the policy, by the groups they belong to. */
export type Persona = 'product-engineer' | 'platform-engineer' | 'auditor';

const PLATFORM_TEAM = 'group:default/platform-team';
const AUDITORS = 'group:default/auditors';

/** The persona of a signed-in person: whoever is in neither group is a product engineer of their tenants. */
export function personaOf(user: PolicyQueryUser): Persona {
  const groups = user.info.ownershipEntityRefs;
  if (groups.includes(PLATFORM_TEAM)) {
    return 'platform-engineer';
  }
  return groups.includes(AUDITORS) ? 'auditor' : 'product-engineer';
}
