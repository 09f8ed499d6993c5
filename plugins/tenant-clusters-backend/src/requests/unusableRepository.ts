import type { RepositoryState } from './types';

/**
 * The state of a repository whose configured address is none. The address itself is left out: it is no repository, and may
 * hold a credential.
 */
export function unusableRepository(config: {
  hub: string;
  branch: string;
}): RepositoryState {
  return {
    hub: config.hub,
    url: '',
    branch: config.branch,
    state: 'failing',
    problem: 'address',
    message:
      'The configured address of the platform repository is no repository URL; it must name a host, an owner and a repository',
  };
}
