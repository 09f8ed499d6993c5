import type { ClusterRequestOptions } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { RulesClient } from './createRulesClient';
import { statementsOf, type FoundClaim } from './FoundClaim';

/** A cluster's size that the configuration does not offer; what other kinds call a size is theirs. */
export async function sizeProblems(options: {
  hub: string;
  claim: FoundClaim;
  sizes: ClusterRequestOptions['sizes'];
  rules: RulesClient;
}): Promise<string[]> {
  const { hub, claim, sizes, rules } = options;
  const { size } = statementsOf(claim);
  if (
    size === undefined ||
    sizes.length === 0 ||
    sizes.some(({ name }) => name === size)
  ) {
    return [];
  }
  const { group, kind } = claim.manifest;
  const offered = await rules.schema({ hub, group, kind });
  return offered?.kind?.cluster
    ? [
        `${claim.path}: there is no size ${size}; choose ${sizes
          .map(({ name }) => name)
          .join(', ')}`,
      ]
    : [];
}
