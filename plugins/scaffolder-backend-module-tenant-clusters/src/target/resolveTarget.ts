import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  parseRepositoryUrl,
  type RepositoryLocation,
} from '@spokeport/backstage-plugin-tenant-clusters-node';

/** Where a proposal goes. */
export interface ProposalTarget {
  repository: RepositoryLocation;
  /** Branch to merge into; the repository's default branch when absent. */
  branch?: string;
  hub?: string;
}

/**
 * Finds the repository of a proposal: a hub's platform repository, from `tenantClusters.hubs[]`, or any `repoUrl`.
 *
 * @throws InputError when neither or both are given, or the hub is not configured.
 */
export function resolveTarget(
  config: Config,
  input: { hub?: string; repoUrl?: string; targetBranch?: string },
): ProposalTarget {
  const { hub, repoUrl, targetBranch } = input;
  if (Boolean(hub) === Boolean(repoUrl)) {
    throw new InputError('Give either hub or repoUrl');
  }
  if (repoUrl) {
    return { repository: parseRepositoryUrl(repoUrl), branch: targetBranch };
  }
  const hubs = config.getOptionalConfigArray('tenantClusters.hubs') ?? [];
  const found = hubs.find(candidate => candidate.getString('name') === hub);
  const repository = found?.getOptionalConfig('platformRepository');
  if (!repository) {
    const names = hubs.map(candidate => candidate.getString('name'));
    throw new InputError(
      found
        ? `Hub '${hub}' has no platformRepository in the configuration`
        : `There is no hub '${hub}'; the configuration has ${
            names.join(', ') || 'none'
          }`,
    );
  }
  return {
    hub,
    repository: parseRepositoryUrl(repository.getString('url')),
    branch: targetBranch ?? repository.getOptionalString('branch'),
  };
}
