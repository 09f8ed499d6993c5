import { ConflictError } from '@backstage/errors';
import type { ClaimManifest } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { RulesClient } from './createRulesClient';
import { statementsOf } from './FoundClaim';
import { refusalOf } from './refusalOf';

/**
 * A claim that comes back had its network for itself when it went; another cluster may have that one since.
 *
 * @throws ConflictError with what overlaps.
 */
export async function requireFreeNetworks(
  hub: string,
  claims: ClaimManifest[],
  rules: RulesClient,
): Promise<void> {
  const problems: string[] = [];
  for (const manifest of claims) {
    const { namespace, name } = manifest;
    const { tenant = namespace, cidr } = statementsOf({ path: '', manifest });
    if (cidr !== undefined) {
      const answer = await rules.availability({ hub, tenant, name, cidr });
      const refusal = refusalOf(answer.cidr);
      if (refusal) {
        problems.push(
          `${[namespace, name].filter(Boolean).join('/')}: ${refusal}`,
        );
      }
    }
  }
  if (problems.length > 0) {
    throw new ConflictError(`It cannot come back: ${problems.join('\n')}`);
  }
}
