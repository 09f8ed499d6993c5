import {
  coreServices,
  createBackendModule,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import { authProvidersExtensionPoint } from '@backstage/plugin-auth-node';
import { sandboxAuthProviderFactory } from './sandboxAuthenticator';

const isProduction = (config: RootConfigService) =>
  process.env.NODE_ENV === 'production' ||
  config.getOptionalString('auth.environment') === 'production';

/**
 * Lets anyone sign in as one of the sample people. Exists only where `auth.providers.sandbox` is configured, and stops a
 * production backend from starting: there, it would be an open door.
 */
export const sandboxSignInModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'sandbox-sign-in',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, providers }) {
        if (!config.has('auth.providers.sandbox')) {
          return;
        }
        if (isProduction(config)) {
          throw new Error(
            'auth.providers.sandbox lets anyone sign in without a secret, so that it is refused in production; remove it from the configuration',
          );
        }
        providers.registerProvider({
          providerId: 'sandbox',
          factory: sandboxAuthProviderFactory,
        });
      },
    });
  },
});

export default sandboxSignInModule;
