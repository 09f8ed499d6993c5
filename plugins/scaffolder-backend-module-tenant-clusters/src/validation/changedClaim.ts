import type { ClusterDependents } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { RulesClient } from './createRulesClient';
import type { Findings } from './Findings';
import { statementsOf, type FoundClaim } from './FoundClaim';
import { refusalOf, uncheckedOf } from './refusalOf';

/** Open requests of others, which a new one may meet. */
export const othersRequests = (
  path: string,
  { openRequests }: ClusterDependents,
) =>
  openRequests
    .filter(({ own }) => !own)
    .map(
      ({ request, change, requester }) =>
        `${path}: pull request ${request.url} of ${
          requester ?? 'somebody else'
        } is open and asks for its ${change}`,
    );

/**
 * What speaks against a claim that is there and is to be another. Whether the person may propose that is what the platform's
 * permissions say of this very claim, not whose tenant the form names.
 */
export async function changedClaim(options: {
  hub: string;
  claim: FoundClaim;
  rules: RulesClient;
}): Promise<Partial<Findings>> {
  const { hub, claim, rules } = options;
  const { path, manifest } = claim;
  const { group, kind, name } = manifest;
  const namespace = manifest.namespace ?? '';
  const { tenant, cidr } = statementsOf(claim);
  const known = await rules.dependents({
    hub,
    namespace,
    name,
    kind: `${kind}.${group}`,
  });
  if (!known) {
    return {
      problems: [
        `${path}: there is no ${kind} ${namespace}/${name} on ${hub} that you may see; what is to be new is requested, not changed`,
      ],
    };
  }
  const problems: string[] = [];
  if (!known.may.includes('change')) {
    problems.push(`${path}: you may not change ${namespace}/${name}`);
  }
  if (tenant !== undefined && tenant !== namespace) {
    problems.push(
      `${path}: namespace ${namespace} does not belong to tenant ${tenant}`,
    );
  }
  const removal = known.openRequests.find(({ change }) => change === 'remove');
  if (removal) {
    problems.push(
      `${path}: pull request ${removal.request.url} asks for the removal of ${namespace}/${name}; close it first`,
    );
  }
  const availability = cidr
    ? await rules.availability({ hub, tenant: namespace, name, cidr })
    : undefined;
  const overlap = refusalOf(availability?.cidr);
  if (overlap) {
    problems.push(`${path}: ${overlap}`);
  }
  return {
    problems,
    unchecked: availability && uncheckedOf(path, availability),
    notes: othersRequests(path, known),
  };
}
