import { randomUUID } from 'node:crypto';
import {
  coreServices,
  createBackendPlugin,
  type BackendFeature,
  type HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { LeadTimeReader } from '../../history/LeadTimeReader';
import type { HistoryReader } from '../../history/types';
import {
  createTenantApplicationConditionalDecision,
  createTenantClusterConditionalDecision,
  registerPermissions,
  tenantApplicationConditions,
  tenantClusterConditions,
  ViewerFactory,
} from '../../permissions';
import type { ApiSettings } from '../ApiSettings';
import type { HubClients } from '../../operations/connection/HubClients';
import { applicationScopes, createOperations } from '../../operations';
import { createTemplatePreviews } from '../../preview';
import { createRouter } from '../createRouter';
import type { HubReaders } from '../schemas/SchemaReader';
import { ChangeFeed, type StreamTimes } from '../stream';
import { TenantDirectory } from '../tenants/TenantDirectory';
import { FakeModel } from './FakeModel';

/** What each person may do. A policy can be changed while the test runs. */
export type Groups = Record<string, string[]>;

const GROUPS: Groups = {
  'user:default/ana.souza': ['group:default/payments'],
  'user:default/bruno.lima': ['group:default/platform-team'],
  'user:default/carla.dias': ['group:default/auditors'],
  'user:default/davi.rocha': ['group:default/orders'],
  'user:default/nobody': [],
};

const SEES_ALL = ['group:default/platform-team', 'group:default/auditors'];

const group = (name: string, tenant: boolean): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: {
    name,
    namespace: 'default',
    annotations: tenant ? { 'spokeport.dev/tenant': name } : {},
  },
  spec: { type: 'team', profile: { displayName: name.toUpperCase() } },
});

const user = (name: string, memberOf: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  relations: [{ type: 'memberOf', targetRef: memberOf }],
});

export const ENTITIES: Entity[] = [
  group('payments', true),
  group('orders', true),
  group('platform-team', false),
  user('ana.souza', 'group:default/payments'),
  user('davi.rocha', 'group:default/orders'),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name: 'old-cluster', namespace: 'other' },
    spec: { type: 'kubernetes-cluster', owner: 'orders' },
  },
];

export const SETTINGS: ApiSettings = {
  platformTeam: {
    type: 'platform-team',
    ref: 'group:default/platform-team',
    title: 'Platform team',
  },
  sizes: [{ name: 'small', title: 'Small' }],
  environments: ['dev', 'prod'],
  names: { maxLength: 30, pattern: '[a-z]+-.*|[a-z]+', reserved: ['kube'] },
  network: { pool: '10.0.0.0/8', prefix: 16, reserved: ['10.255.0.0/16'] },
};

const refOf = (credentials: { principal?: unknown }) =>
  (credentials.principal as { userEntityRef?: string } | undefined)
    ?.userEntityRef ?? '';

/** A service whose token is restricted to permissions that are none of ours. */
export const RESTRICTED_SERVICE = 'external:restricted';

/** What the example policy leaves to the platform team. */
const PLATFORM_ONLY = [
  'tenant-clusters.cluster.remove',
  'tenant-clusters.workflow.operate',
  'tenant-clusters.application.sync',
  'tenant-clusters.hub.read',
];

/**
 * Decides as the example policy does for people, and for services as the permissions service itself does: by the restrictions of
 * their token, else everything.
 */
function permissionsOf(groups: Groups) {
  const owned = (ref: string) => [ref, ...(groups[ref] ?? [])];
  const serviceResult = (credentials: { principal?: unknown } | undefined) => {
    const { type, subject } = (credentials?.principal ?? {}) as {
      type?: string;
      subject?: string;
    };
    const result: AuthorizeResult.ALLOW | AuthorizeResult.DENY =
      subject === RESTRICTED_SERVICE
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW;
    return type === 'service' ? { result } : undefined;
  };
  const conditional = (
    permission: ResourcePermission,
    claims: string[],
  ): PolicyDecision => {
    if (permission.name.startsWith('scaffolder.')) {
      return { result: AuthorizeResult.ALLOW };
    }
    const [platformTeam, auditors] = SEES_ALL;
    if (claims.includes(platformTeam)) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (claims.includes(auditors)) {
      return {
        result:
          permission.attributes.action === 'read'
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      };
    }
    if (PLATFORM_ONLY.includes(permission.name)) {
      return { result: AuthorizeResult.DENY };
    }
    return permission.resourceType === 'tenant-cluster'
      ? createTenantClusterConditionalDecision(
          permission as ResourcePermission<'tenant-cluster'>,
          tenantClusterConditions.isClusterOwner({ claims }),
        )
      : createTenantApplicationConditionalDecision(
          permission as ResourcePermission<'tenant-application'>,
          tenantApplicationConditions.isClusterOwner({ claims }),
        );
  };
  return mockServices.permissions.mock({
    authorize: async (requests, options) => {
      const claims = owned(refOf(options?.credentials ?? {}));
      const may: Record<string, boolean> = {
        'tenant-clusters.hub.read': claims.includes(SEES_ALL[0]),
        'tenant-clusters.cluster.request': !claims.includes(SEES_ALL[1]),
      };
      return requests.map(
        ({ permission }) =>
          serviceResult(options?.credentials) ?? {
            result: may[permission.name]
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
          },
      );
    },
    authorizeConditional: async (requests, options) =>
      requests.map(({ permission }) => ({
        ...(serviceResult(options?.credentials) ??
          conditional(permission, owned(refOf(options?.credentials ?? {})))),
        // The permission backend's answers are never the same object twice.
        id: randomUUID(),
      })),
  });
}

export interface StartedApi {
  backend: TestBackend;
  model: FakeModel;
  permissions: ReturnType<typeof permissionsOf>;
  feed: ChangeFeed;
  groups: Groups;
}

/** The doors over a model that the test fills, in a real backend, with a policy for the sample people. */
export async function startApi(
  options: {
    model?: FakeModel;
    catalog?: ReturnType<typeof catalogServiceMock.mock>;
    /** Entities besides the sample organisation's. */
    entities?: Entity[];
    /** Other plugins of the backend. */
    features?: BackendFeature[];
    /** Milliseconds that a preview may take. */
    previewTimeout?: number;
    history?: Partial<HistoryReader & LeadTimeReader>;
    hubReaders?: HubReaders;
    streamTimes?: Partial<StreamTimes>;
    streamLimits?: { total: number; perReader: number };
    feed?: { capacity?: number };
    /** In place of the backend's own. */
    httpAuth?: HttpAuthService;
    /** With the doors to operations and single objects, which ask these clients. */
    clients?: HubClients;
  } = {},
): Promise<StartedApi> {
  const model = options.model ?? new FakeModel();
  const groups = { ...GROUPS };
  const permissions = permissionsOf(groups);
  let feed!: ChangeFeed;
  const plugin = createBackendPlugin({
    pluginId: 'tenant-clusters',
    register(env) {
      env.registerInit({
        deps: {
          auditor: coreServices.auditor,
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          config: coreServices.rootConfig,
          database: coreServices.database,
          discovery: coreServices.discovery,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          logger: coreServices.logger,
          registry: coreServices.permissionsRegistry,
          urlReader: coreServices.urlReader,
        },
        async init(services) {
          const { auditor, auth, catalog, database } = services;
          const { httpRouter, logger, registry } = services;
          const httpAuth = options.httpAuth ?? services.httpAuth;
          feed = new ChangeFeed({
            clusters: model.views,
            hubs: model.hubs,
            fleet: model.fleet,
            requests: model.requestReader,
            logger,
            interval: 5,
            ...options.feed,
          });
          feed.start();
          const viewers = new ViewerFactory({ permissions, registry });
          const tenants = new TenantDirectory({ auth, catalog, logger });
          const sources = {
            fleet: model.fleet,
            clusters: model.views,
            ownerOf: (tenant: string) => tenants.ownerOf(tenant),
          };
          registerPermissions({
            registry,
            clusters: model.views,
            applicationScopes: address => applicationScopes(address, sources),
          });
          const router = await createRouter(
            {
              auth,
              catalog,
              httpAuth,
              logger,
              permissions,
              viewers,
              userInfo: mockServices.userInfo.mock({
                getUserInfo: async credentials => {
                  const userEntityRef = refOf(credentials);
                  return {
                    userEntityRef,
                    ownershipEntityRefs: [
                      userEntityRef,
                      ...(groups[userEntityRef] ?? []),
                    ],
                  };
                },
              }),
              clusters: model.views,
              fleet: model.fleet,
              hubs: model.hubs,
              requests: model.requestReader,
              claimFiles: model.claimFiles,
              tenants,
              history: {
                transitions: async () => ({ items: [] }),
                estimates: () => ({ stages: {} }),
                leadTimes: async () => [],
                leadTimeScopes: async () => [],
                ...options.history,
              },
              hubReaders: options.hubReaders ?? { reader: () => undefined },
              feed,
              settings: SETTINGS,
              previews: createTemplatePreviews({
                ...services,
                permissions,
                timeoutMs: options.previewTimeout,
              }),
              operations:
                options.clients &&
                (await createOperations({
                  clients: options.clients,
                  fleet: model.fleet,
                  sources,
                  permissions,
                  permissionsRegistry: registry,
                  viewers,
                  auditor,
                  logger,
                  database,
                  wait: 1,
                })),
            },
            options,
          );
          httpRouter.use(router);
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      plugin,
      options.catalog
        ? options.catalog.factory
        : catalogServiceMock.factory({
            entities: [...ENTITIES, ...(options.entities ?? [])],
          }),
      ...(options.features ?? []),
    ],
  });
  return { backend, model, permissions, feed, groups };
}

/** The header that makes a request come from this person. */
export const as = (name: string) =>
  mockCredentials.user.header(`user:default/${name}`);
