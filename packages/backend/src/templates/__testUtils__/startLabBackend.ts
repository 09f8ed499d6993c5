import type { BackendFeature } from '@backstage/backend-plugin-api';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { permissionsRegistryServiceFactory } from '@backstage/backend-defaults/permissionsRegistry';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import scaffolderEntityModelModule from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import eventsPlugin from '@backstage/plugin-events-backend';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import permissionPlugin from '@backstage/plugin-permission-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import scaffolderModule from '@spokeport/backstage-plugin-scaffolder-backend-module-tenant-clusters';
import tenantClustersPlugin from '@spokeport/backstage-plugin-tenant-clusters-backend';
import type { Sandbox } from 'sandbox';
import { dirname, join } from 'node:path';
import { personaPolicyModule } from '../../modules/policy/personaPolicyModule';
import { actingAuthFactory } from './actingAuth';
import { EXAMPLES_FOLDER, TEMPLATES_FOLDER } from './labPaths';
import { sampleUserInfoFactory } from './sampleUserInfo';

/** The module that checks signatures. Its package offers it through a loader of dynamic imports only, which Jest does not run. */
const { default: githubWebhookModule } = jest.requireActual<{
  default: BackendFeature;
}>(
  join(
    dirname(
      require.resolve(
        '@backstage/plugin-events-backend-module-github/package.json',
      ),
    ),
    'dist/service/eventsModuleGithubWebhook.cjs.js',
  ),
);

/** What `app-config.yaml` says to a portal with a sandbox, for this one. */
function labConfig(sandbox: Sandbox, folder: string) {
  const { forge, tokens } = sandbox;
  return {
    app: { baseUrl: 'http://localhost:7007', title: 'Lab' },
    organization: { name: 'Acme' },
    backend: {
      baseUrl: 'http://localhost:7007',
      workingDirectory: folder,
      reading: { allow: [{ host: new URL(forge.url).host }] },
    },
    permission: { enabled: true },
    events: {
      // One process: its long polls would only keep the backend from stopping.
      useEventBus: 'never',
      modules: { github: { webhookSecret: tokens.webhookSecret } },
    },
    integrations: {
      github: [
        {
          host: new URL(forge.url).host,
          apiBaseUrl: forge.apiUrl,
          rawBaseUrl: `${forge.url}/raw`,
          token: tokens.botToken,
        },
      ],
    },
    tenantClusters: {
      platformTeam: 'group:default/platform-team',
      hubs: [
        {
          name: 'hub-eu',
          title: 'Hub Europe',
          kubernetes: { kubeconfig: sandbox.kubeconfig },
          argocd: [
            {
              namespace: 'argocd',
              apiUrl: sandbox.argocdUrl,
              token: tokens.argocdToken,
              caFile: sandbox.hubAuthority,
            },
          ],
          platformRepository: {
            url: `${forge.url}/acme/platform`,
            branch: 'main',
          },
        },
      ],
      environments: ['dev', 'stage', 'prod'],
      sizes: [
        {
          name: 'small',
          title: 'Small, 2 nodes',
          monthlyCost: 'about US$ 190',
        },
        {
          name: 'medium',
          title: 'Medium, 3 nodes',
          monthlyCost: 'about US$ 340',
        },
        {
          name: 'large',
          title: 'Large, 5 nodes',
          monthlyCost: 'about US$ 880',
        },
      ],
      network: { cidrPool: '10.0.0.0/8', prefix: 16 },
    },
    catalog: {
      // Every template and the whole organisation at once, not one of them a second.
      processingInterval: { hours: 1 },
      stitchingStrategy: { pollingInterval: { milliseconds: 50 } },
      rules: [
        {
          allow: [
            'Component',
            'System',
            'API',
            'Resource',
            'Location',
            'Domain',
            'Group',
            'User',
            'Template',
          ],
        },
      ],
      locations: [
        { type: 'file', target: join(EXAMPLES_FOLDER, 'catalog-info.yaml') },
        { type: 'file', target: join(TEMPLATES_FOLDER, '*/template.yaml') },
      ],
    },
  };
}

/** The backend of the lab: the plugins that take part in a template's run, on the sandbox, with its webhooks. */
export async function startLabBackend(options: {
  sandbox: Sandbox;
  /** Where tasks work. */
  folder: string;
  features?: BackendFeature[];
  config?: Record<string, unknown>;
}): Promise<TestBackend> {
  const { sandbox, folder, features = [], config = {} } = options;
  const backend = await startTestBackend({
    features: [
      mockServices.rootConfig.factory({
        data: { ...labConfig(sandbox, folder), ...config } as never,
      }),
      actingAuthFactory,
      sampleUserInfoFactory,
      permissionsServiceFactory,
      permissionsRegistryServiceFactory,
      permissionPlugin,
      personaPolicyModule,
      catalogPlugin,
      scaffolderEntityModelModule,
      eventsPlugin,
      githubWebhookModule,
      eventsServiceFactory,
      scaffolderPlugin,
      scaffolderModule,
      tenantClustersPlugin,
      ...features,
    ],
  });
  await sandbox.forge.addWebhook({
    owner: 'acme',
    url: `http://localhost:${backend.server.port()}/api/events/http/github`,
    secret: sandbox.tokens.webhookSecret,
    events: [
      'push',
      'pull_request',
      'pull_request_review',
      'check_run',
      'status',
    ],
  });
  return backend;
}
