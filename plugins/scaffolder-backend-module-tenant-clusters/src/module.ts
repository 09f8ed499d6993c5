import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createEditManifestAction } from './actions/createEditManifestAction';
import { createEnsureRepositoryAction } from './actions/createEnsureRepositoryAction';
import { createCheckTenantAction } from './actions/createCheckTenantAction';
import { createEnsureLinesAction } from './actions/createEnsureLinesAction';
import { createReadManifestAction } from './actions/createReadManifestAction';
import { createOpenPullRequestAction } from './actions/createOpenPullRequestAction';
import { createRevertPullRequestAction } from './actions/createRevertPullRequestAction';
import { createValidateManifestsAction } from './actions/createValidateManifestsAction';
import { createWaitForClusterAction } from './actions/createWaitForClusterAction';
import { createWaitForPullRequestAction } from './actions/createWaitForPullRequestAction';

/**
 * Adds the actions `tenant-clusters:*` to the scaffolder.
 * @public
 */
export const scaffolderModuleTenantClusters = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'tenant-clusters',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
      },
      async init({ actions, auth, config, discovery, logger, permissions }) {
        const services = {
          auth,
          config,
          discovery,
          integrations: ScmIntegrations.fromConfig(config),
          logger,
          permissions,
        };
        actions.addActions(
          createOpenPullRequestAction(services),
          createEditManifestAction(services),
          createEnsureRepositoryAction(services),
          createReadManifestAction(services),
          createEnsureLinesAction(services),
          createCheckTenantAction(services),
          createRevertPullRequestAction(services),
          createWaitForPullRequestAction(services),
          createWaitForClusterAction(services),
          createValidateManifestsAction({ auth, discovery }),
        );
      },
    });
  },
});
