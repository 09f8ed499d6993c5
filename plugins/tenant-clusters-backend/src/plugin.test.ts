import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import request from 'supertest';
import tenantClustersPlugin from './index';

const start = (tenantClusters: object) =>
  startTestBackend({
    features: [
      tenantClustersPlugin,
      eventsServiceFactory,
      catalogServiceMock.factory({ entities: [] }),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost' },
          integrations: {
            github: [{ host: 'git.invalid', apiBaseUrl: 'http://localhost:1' }],
          },
          tenantClusters,
        },
      }),
    ],
  });

describe('the plugin', () => {
  let backend: TestBackend;

  afterEach(() => backend.stop());

  const get = (path: string) =>
    request(backend.server)
      .get(`/api/tenant-clusters${path}`)
      .set('authorization', mockCredentials.user.header());

  it('starts whatever is wrong with its hubs, and says what is', async () => {
    backend = await start({
      hubs: [
        { name: 'no-file', kubernetes: { kubeconfig: '/nowhere/kubeconfig' } },
        { name: 'no-way', kubernetes: {} },
        {
          name: 'no-repository',
          kubernetes: { cluster: 'unknown' },
          platformRepository: { url: 'not an address' },
        },
        {
          name: 'silent-repository',
          kubernetes: {},
          platformRepository: { url: 'http://git.invalid/acme/platform' },
        },
      ],
    });
    const states = async (): Promise<string[]> => {
      const { body } = await get('/hubs').expect(200);
      return body.items.map(
        ({ staleness }: { staleness: { hub: string; state: string } }) =>
          `${staleness.hub} ${staleness.state}`,
      );
    };
    // Replicas begin apart from each other, within seconds.
    const isJudged = (state: string) => !state.endsWith(' connecting');
    let now = await states();
    while (!now.every(isJudged)) {
      now = await states();
    }
    expect(now).toHaveLength(4);
    expect(now.join()).not.toContain('live');
    expect(now).toContain('no-way misconfigured');
  });

  it('starts without any hub', async () => {
    backend = await start({});
    const { body } = await get('/clusters');
    expect(body).toMatchObject({ items: [], totalItems: 0, hubs: [] });
  });

  it('is ready although no hub is', async () => {
    backend = await start({
      hubs: [{ name: 'hub-eu', kubernetes: { kubeconfig: '/nowhere' } }],
    });
    const { status } = await request(backend.server).get(
      '/.backstage/health/v1/readiness',
    );
    expect(status).toBe(200);
  });
});
