import {
  coreServices,
  createServiceFactory,
  type BackendFeature,
  type LoggerService,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import { createPlugin } from '../createPlugin';
import { FAST_TIMINGS } from '../hubs/__testUtils__/fastTimings';
import type { PluginTimings } from '../PluginTimings';

/** May do everything. */
export const PLATFORM_ENGINEER = 'user:default/bruno.lima';
/** May read clusters, and nothing about hubs. */
export const PRODUCT_ENGINEER = 'user:default/ana.souza';

/** A starting backend may keep the process from listening for a while. */
const TIMINGS = { ...FAST_TIMINGS, headers: 3_000, silence: 3_000 };

interface LogLine {
  level: 'error' | 'warn' | 'info' | 'debug';
  text: string;
  meta: unknown;
}

/** The plugin as it is installed, in a real backend with a database, over what `tenantClusters` and `integrations` lead to. */
export async function startWholePlugin(
  config: JsonObject,
  timings: PluginTimings = { hubs: TIMINGS, requests: 5 },
  features: BackendFeature[] = [],
) {
  const lines: LogLine[] = [];
  let current = mockServices.rootConfig({ data: config });
  const backend = await startTestBackend({
    features: [
      createPlugin(timings),
      mockServices.events.factory(),
      catalogServiceMock.factory({ entities: [] }),
      permissionsFactory(),
      ...features,
      createServiceFactory({
        service: coreServices.rootLogger,
        deps: {},
        factory: () => recordingLogger(lines),
      }),
      createServiceFactory({
        service: coreServices.rootConfig,
        deps: {},
        factory: () => reloadable(() => current),
      }),
    ],
  });
  return {
    backend,
    lines,
    /** Warnings and errors. */
    complaints: () =>
      lines.filter(({ level }) => level === 'warn' || level === 'error'),
    said: (text: RegExp) => lines.filter(line => text.test(line.text)),
    /** Changes the configuration as an edit of the file does. */
    reload: (data: JsonObject) => {
      current = mockServices.rootConfig({ data });
    },
    get: (path: string, who = PLATFORM_ENGINEER) =>
      request(backend.server)
        .get(path.startsWith('/.') ? path : `/api/tenant-clusters${path}`)
        .set('authorization', mockCredentials.user.header(who)),
    post: (path: string, body: object, who = PLATFORM_ENGINEER) =>
      request(backend.server)
        .post(`/api/tenant-clusters${path}`)
        .set('authorization', mockCredentials.user.header(who))
        .send(body),
    stop: () => backend.stop(),
  };
}

export type WholePlugin = Awaited<ReturnType<typeof startWholePlugin>>;

function recordingLogger(lines: LogLine[]): LoggerService {
  const write = (level: LogLine['level']) => (text: string, meta?: unknown) => {
    lines.push({ level, text, meta });
  };
  const logger: LoggerService = {
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
    child: () => logger,
  };
  return logger;
}

/** As the backend's own: every read goes to what was loaded last. */
function reloadable(current: () => RootConfigService): RootConfigService {
  return new Proxy(current(), {
    get: (_target, key) => {
      const config = current();
      const value = Reflect.get(config, key);
      return typeof value === 'function' ? value.bind(config) : value;
    },
  });
}

function permissionsFactory() {
  return mockServices.permissions.mock({
    authorize: async (requests, options) => {
      const { principal } = (options?.credentials ?? {}) as {
        principal?: { userEntityRef?: string };
      };
      return requests.map(({ permission }) => ({
        result:
          permission.name === 'tenant-clusters.hub.read' &&
          principal?.userEntityRef !== PLATFORM_ENGINEER
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }));
    },
    authorizeConditional: async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  }).factory;
}
