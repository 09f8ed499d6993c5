import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import {
  createArgocdApi,
  createArgoServerApi,
  DefaultHubStore,
  mayOperate,
  startControllers,
  startHubApi,
} from 'sandbox';
import request from 'supertest';
import { createPlugin } from '../../createPlugin';
import { FAST_TIMINGS } from '../../hubs/__testUtils__/fastTimings';
import {
  createTenantApplicationConditionalDecision,
  createTenantClusterConditionalDecision,
  tenantApplicationConditions,
  tenantClusterConditions,
} from '../../permissions';

export const REPOSITORY = 'https://git.example.org/acme/platform.git';

const GROUPS: Record<string, string[]> = {
  'ana.souza': ['group:default/payments'],
  'davi.rocha': ['group:default/orders'],
  'bruno.lima': ['group:default/platform-team'],
  'carla.dias': ['group:default/auditors'],
};

/** As the example policy: the platform team may do anything, auditors may read, tenants what is theirs. */
function decide(
  permission: ResourcePermission,
  person: string,
): PolicyDecision {
  const claims = GROUPS[person] ?? [];
  if (claims.includes('group:default/platform-team')) {
    return { result: AuthorizeResult.ALLOW };
  }
  if (claims.includes('group:default/auditors')) {
    return {
      result: permission.name.endsWith('.read')
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY,
    };
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
}

const personOf = (credentials: { principal?: unknown } | undefined) =>
  (
    (credentials?.principal as { userEntityRef?: string } | undefined)
      ?.userEntityRef ?? ''
  ).replace('user:default/', '');

const permissions = mockServices.permissions.mock({
  authorize: async (requests, options) =>
    requests.map(({ permission }) => ({
      result:
        permission.name !== 'tenant-clusters.hub.read' ||
        personOf(options?.credentials) === 'bruno.lima'
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
    })),
  authorizeConditional: async (requests, options) =>
    requests.map(({ permission }) =>
      decide(permission as ResourcePermission, personOf(options?.credentials)),
    ),
});

const group = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: {
    name,
    namespace: 'default',
    annotations: { 'spokeport.dev/tenant': name },
  },
  spec: { type: 'team' },
});

/** What the auditor was told, one entry an event. */
export interface Audit {
  eventId: string;
  severityLevel?: string;
  meta?: JsonObject;
  outcome?: 'success' | 'fail';
  outcomeMeta?: JsonObject;
  error?: Error;
}

/** A hub that is played by the sandbox, and the whole plugin over it. */
export async function startOperatedHub(
  options: {
    /** Whether Argo CD and Argo Server are connected; by default both. */
    connected?: boolean;
    patchApplications?: boolean;
  } = {},
) {
  const { connected = true, patchApplications = false } = options;
  const dir = await mkdtemp(join(tmpdir(), 'operated-hub-'));
  const store = DefaultHubStore.inMemory();
  const work = join(dir, 'platform');
  const controllers = startControllers({
    store,
    speed: 50,
    resolveRepository: () => join(work, '.git'),
    onError: () => {},
  });
  const api = await startHubApi({
    store,
    dir,
    port: 0,
    tls: false,
    bookmarkIntervalMs: 50,
    tokens: {
      reader: { token: 'reader', user: 'reader', readOnly: true },
      operator: { token: 'operator', user: 'operator', allows: mayOperate },
    },
    routes: {
      argocd: createArgocdApi({
        prefix: '/argocd',
        token: 'cd-token',
        store,
        managedResources: ref => controllers.managedResources(ref),
      }),
      'argo-server': createArgoServerApi({
        prefix: '/argo-server',
        token: 'wf-token',
        store,
      }),
    },
  });
  const kubeconfig = async (name: string) => {
    const path = join(dir, name);
    await writeFile(path, api.kubeconfig(name));
    return path;
  };
  const audits: Audit[] = [];
  const backend = await startTestBackend({
    features: [
      createPlugin({
        hubs: { ...FAST_TIMINGS, headers: 3_000, silence: 3_000 },
        requests: 60_000,
      }),
      mockServices.events.factory(),
      catalogServiceMock.factory({
        entities: [group('payments'), group('orders')],
      }),
      permissions.factory,
      createServiceFactory({
        service: coreServices.auditor,
        deps: {},
        factory: () => ({
          createEvent: async ({ eventId, severityLevel, meta }) => {
            const audit: Audit = { eventId, severityLevel, meta };
            audits.push(audit);
            return {
              success: async more => {
                audit.outcome = 'success';
                audit.outcomeMeta = more?.meta;
              },
              fail: async ({ error }) => {
                audit.outcome = 'fail';
                audit.error = error;
              },
            };
          },
        }),
      }),
      mockServices.rootConfig.factory({
        data: {
          tenantClusters: {
            hubs: [
              {
                name: 'hub-eu',
                title: 'Hub Europe',
                kubernetes: { kubeconfig: await kubeconfig('reader') },
                operations: {
                  kubernetes: { kubeconfig: await kubeconfig('operator') },
                  patchApplications,
                },
                argocd: [
                  {
                    namespace: 'argocd',
                    ...(connected && {
                      url: `${api.url}/argocd`,
                      token: 'cd-token',
                    }),
                  },
                ],
                ...(connected && {
                  argoServer: {
                    url: `${api.url}/argo-server`,
                    token: 'wf-token',
                  },
                }),
              },
            ],
          },
        },
      }),
    ],
  });
  const call = (method: 'get' | 'post', path: string, who: string) =>
    request(backend.server)
      [method](`/api/tenant-clusters${path}`)
      .set('authorization', mockCredentials.user.header(`user:default/${who}`));
  return {
    store,
    api,
    audits,
    get: (path: string, who = 'bruno.lima') => call('get', path, who),
    post: (path: string, body: object, who = 'bruno.lima') =>
      call('post', path, who).send(body),
    /** Commits files to the platform repository. */
    commit: (files: Record<string, string>) => commitFiles(work, files),
    stop: async () => {
      await backend.stop();
      await controllers.stop();
      await api.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export type OperatedHub = Awaited<ReturnType<typeof startOperatedHub>>;

function commitFiles(work: string, files: Record<string, string>): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', work, ...args], {
      env: {
        ...process.env,
        GIT_AUTHOR_NAME: 'bot',
        GIT_AUTHOR_EMAIL: 'bot@example.org',
        GIT_COMMITTER_NAME: 'bot',
        GIT_COMMITTER_EMAIL: 'bot@example.org',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_SYSTEM: '/dev/null',
      },
      stdio: 'ignore',
    });
  mkdirSync(work, { recursive: true });
  git('init', '-q', '-b', 'main');
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), content);
  }
  git('add', '-A');
  git('commit', '-q', '--allow-empty', '-m', 'Change');
}
