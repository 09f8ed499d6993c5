import {
  coreServices,
  createServiceFactory,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import { createBackend } from '@backstage/backend-defaults';
import { ConfigReader } from '@backstage/config';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { createPlugin } from '../createPlugin';
import { FAST_TIMINGS } from '../hubs/__testUtils__/fastTimings';

/**
 * A program: the plugin in a real backend, by the configuration in the environment variable BACKEND_CONFIG, until it is killed.
 * Started by {@link startBackendProcess}.
 */
const config = new ConfigReader(JSON.parse(process.env.BACKEND_CONFIG ?? '{}'));

const backend = createBackend();
backend.add(
  createPlugin({
    hubs: { ...FAST_TIMINGS, headers: 5_000, silence: 5_000 },
    requests: 1_000,
  }),
);
backend.add(
  createServiceFactory({
    service: coreServices.rootConfig,
    deps: {},
    factory: (): RootConfigService => config,
  }),
);
backend.add(
  createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    // Only owners of tenants are asked for, and none is known.
    factory: () =>
      ({
        getEntities: async () => ({ items: [] }),
        queryEntities: async () => ({ items: [], totalItems: 0, pageInfo: {} }),
      } as unknown as typeof catalogServiceRef.T),
  }),
);
backend.start().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
