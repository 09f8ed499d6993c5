import { createRequire } from 'node:module';
import { createBackend } from '@backstage/backend-defaults';
import { WinstonLogger } from '@backstage/backend-defaults/rootLogger';
import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
  createServiceFactory,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import express from 'express';
import { groupsOf, isPlatformEngineer } from '../people.ts';
import { loadParts } from './trackerParts.ts';

const require = createRequire(import.meta.url);

/** Stands in for the auth plugin: publishes the key that people's tokens are signed with, and tells their groups. */
const authPlugin = (jwks: object) =>
  createBackendPlugin({
    pluginId: 'auth',
    register(env) {
      env.registerInit({
        deps: {
          auth: coreServices.auth,
          httpRouter: coreServices.httpRouter,
        },
        async init({ auth, httpRouter }) {
          const router = express.Router();
          router.get('/.well-known/jwks.json', (_request, response) => {
            response.json(jwks);
          });
          router.get('/v1/userinfo', async (request, response) => {
            // Limited tokens are refused by the router and taken here, as the auth plugin does it.
            const token = String(request.headers.authorization).split(' ')[1];
            const credentials = await auth.authenticate(token, {
              allowLimitedAccess: true,
            });
            if (!auth.isPrincipal(credentials, 'user')) {
              response.status(401).json({});
              return;
            }
            const sub = credentials.principal.userEntityRef;
            response.json({ claims: { sub, ent: groupsOf(sub) } });
          });
          for (const path of ['/.well-known/jwks.json', '/v1/userinfo']) {
            httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
          }
          httpRouter.use(router);
        },
      });
    },
  });

/** The platform team may do everything; others read what their groups own. */
class BenchPolicy implements PermissionPolicy {
  async handle({ permission }: PolicyQuery, user?: PolicyQueryUser) {
    const groups = user?.info.ownershipEntityRefs ?? [];
    if (isPlatformEngineer(groups)) {
      return { result: AuthorizeResult.ALLOW } as const;
    }
    const parts = loadParts();
    if (isResourcePermission(permission, 'tenant-cluster')) {
      return parts.createTenantClusterConditionalDecision(
        permission,
        parts.tenantClusterConditions.isClusterOwner({ claims: groups }),
      );
    }
    if (isResourcePermission(permission, 'tenant-application')) {
      return parts.createTenantApplicationConditionalDecision(
        permission,
        parts.tenantApplicationConditions.isClusterOwner({ claims: groups }),
      );
    }
    return {
      result:
        permission.name === 'tenant-clusters.view'
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
    } as const;
  }
}

const policyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'bench-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new BenchPolicy());
      },
    });
  },
});

/** A catalog with nobody in it: the plugin falls back on groups of its tenants' names. */
const catalogFactory = createServiceFactory({
  service: catalogServiceRef,
  deps: {},
  factory: () =>
    ({
      getEntities: async () => ({ items: [] }),
      queryEntities: async () => ({ items: [], totalItems: 0, pageInfo: {} }),
      getEntitiesByRefs: async () => ({ items: [] }),
      getEntityByRef: async () => undefined,
    } as never),
});

/**
 * Backstage's own logger, without its search for secrets in the configuration: at the start of any backend that compiles the
 * configuration schemas of all packages, which leaves several hundred megabytes that are nobody's.
 */
const loggerFactory = createServiceFactory({
  service: coreServices.rootLogger,
  deps: {},
  factory: () => WinstonLogger.create({ level: process.env.LOG_LEVEL }),
});

/**
 * Starts a backend with the plugin as it is installed and Backstage's own services: HTTP router, authentication by signed
 * tokens, the permission plugin with a policy, SQLite in a file. Around it only stand-ins for the catalog and for signing in.
 * Its configuration is what `--config` of this process names.
 */
export async function startBackend(jwks: object): Promise<void> {
  const backend = createBackend();
  const { default: permissions } =
    require('@backstage/plugin-permission-backend') as {
      default: BackendFeature;
    };
  backend.add(loadParts().plugin);
  backend.add(permissions);
  backend.add(authPlugin(jwks));
  backend.add(policyModule);
  backend.add(catalogFactory);
  backend.add(loggerFactory);
  await backend.start();
}
