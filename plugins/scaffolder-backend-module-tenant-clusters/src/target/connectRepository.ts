import type {
  BackstageCredentials,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError, NotAllowedError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { clusterRequestPermission } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { createOctokit } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { Octokit } from '@octokit/rest';
import { resolveTarget, type ProposalTarget } from './resolveTarget';

/**
 * What an action needs to reach a repository.
 * @public
 */
export interface RepositoryServices {
  config: Config;
  integrations: ScmIntegrations;
  logger: LoggerService;
  permissions: PermissionsService;
}

/** The part of an action's context that says who asks. */
export interface Initiator {
  secrets?: Record<string, string>;
  getInitiatorCredentials(): Promise<BackstageCredentials>;
}

/** A repository that an action may speak to. */
export interface ConnectedRepository extends ProposalTarget {
  octokit: Octokit;
}

/**
 * The token of the person who asks, where the template requested one.
 *
 * @throws InputError when the portal insists on it (`scaffolder.requireScmUserCredentials`) and there is none.
 */
function userToken(config: Config, initiator: Initiator): string | undefined {
  const token = initiator.secrets?.USER_OAUTH_TOKEN;
  if (
    config.getOptionalBoolean('scaffolder.requireScmUserCredentials') &&
    !token
  ) {
    throw new InputError(
      'This portal works on repositories in the name of the person who asks: the template must request user credentials for the repository',
    );
  }
  return token;
}

/**
 * Finds the repository that an action's input names and a client for it, with the person's token or the integration's. To a hub's
 * platform repository only those get who may request clusters.
 *
 * @throws NotAllowedError when they may not; InputError when the input names no repository or the portal no integration for it.
 */
export async function connectRepository(
  services: RepositoryServices,
  initiator: Initiator,
  input: { hub?: string; repoUrl?: string; targetBranch?: string },
): Promise<ConnectedRepository> {
  const { config, integrations, logger, permissions } = services;
  const target = resolveTarget(config, input);
  if (target.hub) {
    const [decision] = await permissions.authorize(
      [{ permission: clusterRequestPermission }],
      { credentials: await initiator.getInitiatorCredentials() },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You may not propose anything to the platform repository of hub '${target.hub}'`,
      );
    }
  }
  const token = userToken(config, initiator);
  const { repository } = target;
  const octokit = await createOctokit({
    integrations,
    repository,
    logger,
    token,
  });
  return { ...target, octokit };
}
