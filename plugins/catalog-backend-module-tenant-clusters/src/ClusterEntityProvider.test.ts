import { mockServices } from '@backstage/backend-test-utils';
import type { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import type {
  ClusterList,
  ClusterSummary,
  HubStaleness,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ClusterEntityProvider } from './ClusterEntityProvider';

const cluster = (name: string, overrides: Partial<ClusterSummary> = {}) =>
  ({
    ref: {
      hub: 'hub-eu',
      namespace: 'payments',
      name,
      kind: 'TenantCluster.platform.spokeport.dev',
    },
    tenant: 'payments',
    owner: 'group:default/payments',
    environment: 'prod',
    region: 'eu-west-1',
    kubernetesVersion: '1.34',
    state: 'Ready',
    happening: { id: 'ready', text: 'All well' },
    applications: { total: 0, healthy: 0, progressing: 0, failing: 0 },
    stale: false,
    revision: '1',
    ...overrides,
  } satisfies ClusterSummary);

const hub = (name: string, state: HubStaleness['state']): HubStaleness => ({
  hub: name,
  title: name,
  state,
});

describe('ClusterEntityProvider', () => {
  let server: Server;
  let answer: { items: ClusterSummary[]; hubs: HubStaleness[] } | undefined;
  let mutations: EntityProviderMutation[];
  let provider: ClusterEntityProvider;

  beforeEach(async () => {
    mutations = [];
    server = createServer((_request, response) => {
      if (!answer) {
        response.writeHead(503).end();
        return;
      }
      const page: Pick<ClusterList, 'items' | 'hubs'> = answer;
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(page));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    provider = new ClusterEntityProvider({
      auth: mockServices.auth(),
      discovery: {
        getBaseUrl: async () => `http://127.0.0.1:${port}`,
        getExternalBaseUrl: async () => `http://127.0.0.1:${port}`,
      },
      logger: mockServices.logger.mock(),
      taskRunner: { run: async () => {} },
    });
    await provider.connect({
      applyMutation: async mutation => {
        mutations.push(mutation);
      },
      refresh: async () => {},
    });
  });

  afterEach(async () => {
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  const names = (mutation: EntityProviderMutation) =>
    mutation.type === 'full'
      ? { full: mutation.entities.map(({ entity }) => entity.metadata.name) }
      : {
          added: mutation.added.map(
            item => 'entity' in item && item.entity.metadata.name,
          ),
          removed: mutation.removed.map(
            item => 'entity' in item && item.entity.metadata.name,
          ),
        };

  it('tells all clusters with owner, address and environment', async () => {
    answer = {
      items: [cluster('payments-prod')],
      hubs: [hub('hub-eu', 'live')],
    };
    await provider.refresh();
    expect(mutations).toEqual([
      {
        type: 'full',
        entities: [
          {
            locationKey: 'tenant-clusters',
            entity: expect.objectContaining({
              kind: 'Resource',
              metadata: expect.objectContaining({
                name: 'payments-prod',
                description:
                  'prod cluster of payments in eu-west-1 with Kubernetes 1.34',
                annotations: expect.objectContaining({
                  'spokeport.dev/cluster-ref': 'hub-eu/payments/payments-prod',
                }),
              }),
              spec: expect.objectContaining({
                type: 'kubernetes-cluster',
                owner: 'group:default/payments',
              }),
            }),
          },
        ],
      },
    ]);
  });

  it('updates an entity whose owner changed', async () => {
    answer = { items: [cluster('a')], hubs: [hub('hub-eu', 'live')] };
    await provider.refresh();
    answer = {
      items: [cluster('a', { owner: 'group:default/orders' })],
      hubs: [hub('hub-eu', 'live')],
    };
    await provider.refresh();
    expect(mutations[1]).toMatchObject({
      entities: [{ entity: { spec: { owner: 'group:default/orders' } } }],
    });
  });

  it('deletes no entity because a hub is unreachable while the cluster is still configured, but follows the others', async () => {
    const us = (name: string) =>
      cluster(name, {
        ref: { ...cluster(name).ref, hub: 'hub-us' },
      });
    answer = {
      items: [cluster('eu-1'), cluster('eu-2'), us('us-1')],
      hubs: [hub('hub-eu', 'live'), hub('hub-us', 'live')],
    };
    await provider.refresh();
    answer = {
      items: [cluster('eu-1')],
      hubs: [hub('hub-eu', 'live'), hub('hub-us', 'unreachable')],
    };
    await provider.refresh();
    expect(names(mutations[1])).toEqual({ added: ['eu-1'], removed: ['eu-2'] });
  });

  it('leaves the catalog as it is when the plugin does not answer', async () => {
    answer = undefined;
    await provider.refresh();
    expect(mutations).toEqual([]);
  });

  it('keeps clusters of one name on two hubs apart and leaves odd values out', async () => {
    answer = {
      items: [
        cluster('shared'),
        cluster('shared', { ref: { ...cluster('shared').ref, hub: 'hub-us' } }),
        cluster('asked', { state: 'Requested' }),
        cluster('odd', { environment: '<b>prod</b>' }),
        cluster('bad name!'),
      ],
      hubs: [hub('hub-eu', 'live')],
    };
    await provider.refresh();
    expect(names(mutations[0])).toEqual({
      full: ['shared', 'shared-hub-us', 'odd'],
    });
    expect(mutations[0]).toMatchObject({
      entities: [{}, {}, { entity: { metadata: { tags: [] } } }],
    });
  });
});
