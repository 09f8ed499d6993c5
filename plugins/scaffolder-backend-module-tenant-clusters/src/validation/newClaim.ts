import {
  SPOKEPORT_LABELS,
  type TenantOption,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { RulesClient } from './createRulesClient';
import type { Findings } from './Findings';
import { statementsOf, type FoundClaim } from './FoundClaim';
import { refusalOf, uncheckedOf } from './refusalOf';

/**
 * What speaks against a claim that is to be new. The tenants come from the platform, asked in the requester's name: no value of the
 * form can claim another one.
 */
export async function newClaim(options: {
  hub: string;
  requester: string;
  tenants: TenantOption[];
  claim: FoundClaim;
  rules: RulesClient;
}): Promise<Partial<Findings>> {
  const { hub, requester, tenants, claim, rules } = options;
  const { path, manifest } = claim;
  const { tenant: label, requestedBy, cidr } = statementsOf(claim);
  const stated = label ?? manifest.namespace;
  const tenant = tenants.find(({ name }) => name === stated);
  const problems: string[] = [];
  if (!manifest.namespace) {
    problems.push(`${path}: the manifest names no namespace`);
  } else if (!tenant) {
    const own = tenants.map(({ name }) => name).join(', ');
    return {
      problems: [
        `${path}: you do not belong to tenant ${stated}${
          own ? `; you can request for ${own}` : ''
        }`,
      ],
    };
  } else if (manifest.namespace !== tenant.name) {
    return {
      problems: [
        `${path}: namespace ${manifest.namespace} does not belong to tenant ${tenant.name}`,
      ],
    };
  }
  if (requestedBy !== undefined && requestedBy !== requester) {
    problems.push(
      `${path}: ${SPOKEPORT_LABELS.requestedBy} says ${requestedBy}, but ${requester} asks`,
    );
  }
  const availability = await rules.availability({
    hub,
    tenant: tenant?.name,
    name: manifest.name,
    kind: `${manifest.kind}.${manifest.group}`,
    cidr,
  });
  for (const answer of [availability.name, availability.cidr]) {
    const text = refusalOf(answer);
    if (text) {
      problems.push(`${path}: ${text}`);
    }
  }
  return { problems, unchecked: uncheckedOf(path, availability) };
}
