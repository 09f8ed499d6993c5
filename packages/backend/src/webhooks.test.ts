import type { BackendFeature } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import eventsPlugin from '@backstage/plugin-events-backend';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import tenantClustersPlugin from '@spokeport/backstage-plugin-tenant-clusters-backend';
import type { ClusterRequest } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { startForge, type Forge } from 'sandbox';
import { dirname, join } from 'node:path';
import request from 'supertest';

/**
 * The module that checks signatures. The package offers it through a loader of dynamic imports only, which Jest does not run.
 */
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

// A backend starts, and a forge on a Git repository.
jest.setTimeout(60_000);

const SECRET = 'the-webhook-secret';
const REPOSITORY = { owner: 'acme', repo: 'platform' };
/** Less than the pause between two polls: only a webhook tells so soon. */
const SOON_MS = 12_000;

const claim = (name: string) => `apiVersion: platform.spokeport.dev/v1alpha1
kind: TenantCluster
metadata:
  name: ${name}
  namespace: payments
`;

describe("the forge's webhooks, through the events backend and its GitHub module", () => {
  const state = createMockDirectory();
  let forge: Forge;
  let backend: TestBackend;

  const get = async (path: string) => {
    const { body } = await request(backend.server)
      .get(`/api/tenant-clusters${path}`)
      .set('authorization', mockCredentials.user.header());
    return body;
  };
  const repositoryState = async () =>
    (await get('/hubs')).items[0].platformRepository?.state;
  const requested = async (): Promise<number[]> =>
    (await get('/requests')).items.map(({ number }: ClusterRequest) => number);

  async function until(holds: () => Promise<boolean>) {
    const deadline = Date.now() + SOON_MS;
    while (!(await holds())) {
      if (Date.now() > deadline) {
        throw new Error(`It did not come true: ${holds}`);
      }
    }
  }

  beforeEach(async () => {
    state.clear();
    forge = await startForge({
      stateDir: state.path,
      port: 0,
      people: [
        { login: 'bruno.lima', name: 'Bruno Lima' },
        { login: 'spokeport-bot', name: 'Spokeport' },
      ],
    });
    await forge.ensureOrg({ login: 'acme', owners: ['bruno.lima'] });
    await forge.createRepository({
      owner: 'acme',
      name: 'platform',
      private: true,
      access: [{ login: 'spokeport-bot', permission: 'push' }],
    });
    await forge.commitFiles({
      ...REPOSITORY,
      branch: 'main',
      files: { 'README.md': { content: '# Platform\n' } },
      message: 'Start',
      author: 'bruno.lima',
    });
    backend = await startTestBackend({
      features: [
        eventsPlugin,
        githubWebhookModule,
        eventsServiceFactory,
        tenantClustersPlugin,
        catalogServiceMock.factory({ entities: [] }),
        mockServices.rootConfig.factory({
          data: {
            backend: { baseUrl: 'http://localhost' },
            events: {
              // One process: its long polls would only keep the backend from stopping.
              useEventBus: 'never',
              modules: { github: { webhookSecret: SECRET } },
            },
            integrations: {
              github: [
                {
                  host: new URL(forge.url).host,
                  apiBaseUrl: forge.apiUrl,
                  token: await forge.issueToken('spokeport-bot'),
                },
              ],
            },
            tenantClusters: {
              hubs: [
                {
                  name: 'hub-eu',
                  kubernetes: { kubeconfig: '/nowhere/kubeconfig' },
                  platformRepository: { url: `${forge.url}/acme/platform` },
                },
              ],
            },
          },
        }),
      ],
    });
    await until(async () => (await repositoryState()) === 'live');
  });

  afterEach(async () => {
    await backend?.stop();
    await forge.close();
  });

  const hook = (secret: string) =>
    forge.addWebhook({
      ...REPOSITORY,
      url: `http://localhost:${backend.server.port()}/api/events/http/github`,
      secret,
      events: ['pull_request'],
    });

  async function propose(name: string) {
    await forge.commitFiles({
      ...REPOSITORY,
      branch: name,
      files: { [`tenants/payments/${name}.yaml`]: { content: claim(name) } },
      message: name,
      author: 'spokeport-bot',
    });
    const number = await forge.openPullRequest({
      ...REPOSITORY,
      title: name,
      head: name,
      author: 'spokeport-bot',
    });
    await forge.webhooksSettled();
    const [delivery] = forge
      .webhookDeliveries()
      .filter(({ event }) => event === 'pull_request');
    return { number, answered: delivery.statusCode };
  }

  it('tell of a request long before the next poll', async () => {
    await hook(SECRET);
    const { number, answered } = await propose('a');
    expect(answered).toBe(202);
    await until(async () => (await requested()).includes(number));
  });

  it('are refused with a wrong signature, and tell nothing', async () => {
    await hook('another-secret');
    const { number, answered } = await propose('a');
    expect(answered).toBe(403);
    expect(await requested()).not.toContain(number);
  });
});
