import { createBackendModule } from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { PersonaPolicy } from './PersonaPolicy';

/** Sets the example policy; an adopter replaces it by their own. */
export const personaPolicyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'persona-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new PersonaPolicy());
      },
    });
  },
});

export default personaPolicyModule;
