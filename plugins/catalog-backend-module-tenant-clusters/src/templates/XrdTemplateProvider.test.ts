import { mockServices } from '@backstage/backend-test-utils';
import type { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import type {
  ClaimSchema,
  HubStaleness,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { settings } from './__testUtils__/fixtures';
import { XrdTemplateProvider } from './XrdTemplateProvider';

const hub = (
  name: string,
  state: HubStaleness['state'] = 'live',
): HubStaleness => ({ hub: name, title: name.toUpperCase(), state });

const schema = (
  kind: string,
  more: Partial<ClaimSchema> = {},
): ClaimSchema => ({
  hub: 'eu',
  group: 'example.org',
  kind,
  plural: `${kind.toLowerCase()}s`,
  definition: `${kind.toLowerCase()}s.example.org`,
  namespaced: true,
  form: 'namespaced-xr',
  cluster: false,
  template: true,
  versions: ['v1'],
  ready: true,
  revision: '1',
  ...more,
});

const openApi = (field: string) => ({
  type: 'object',
  properties: {
    spec: { type: 'object', properties: { [field]: { type: 'string' } } },
  },
});

describe('XrdTemplateProvider', () => {
  const logger = mockServices.logger.mock();
  let server: Server;
  let provider: XrdTemplateProvider;
  let mutations: EntityProviderMutation[];
  let reads: string[];
  let items: ClaimSchema[];
  let hubs: HubStaleness[];
  /** By hub and kind: the name of the one field; undefined where the hub does not answer. */
  let fieldOf: (hub: string, kind: string) => string | undefined;

  const detail = (path: string) => {
    const [hubName, , kind] = path.split('/').slice(2);
    reads.push(`${hubName}/${kind}`);
    const field = fieldOf(hubName, kind);
    return (
      field && {
        kind: items.find(item => item.hub === hubName && item.kind === kind),
        versions: [
          {
            name: 'v1',
            served: true,
            referenceable: true,
            schema: openApi(field),
          },
        ],
        annotations: {},
        readAt: '2026-01-01T00:00:00Z',
        hub: hub(hubName),
      }
    );
  };

  beforeEach(async () => {
    jest.clearAllMocks();
    mutations = [];
    reads = [];
    items = [schema('Bucket')];
    hubs = [hub('eu')];
    fieldOf = () => 'size';
    server = createServer(({ url = '' }, response) => {
      const answer = url === '/schemas' ? { items, hubs } : detail(url);
      response
        .writeHead(answer ? 200 : 503, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer ?? {}));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const baseUrl = `http://127.0.0.1:${port}`;
    provider = new XrdTemplateProvider({
      auth: mockServices.auth(),
      discovery: {
        getBaseUrl: async () => baseUrl,
        getExternalBaseUrl: async () => baseUrl,
      },
      logger,
      taskRunner: { run: async () => {} },
      settings,
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

  /** What the last look told: names with the hubs that the form offers. */
  const told = () => {
    const last = mutations.at(-1)!;
    const templates =
      last.type === 'full' ? last.entities : (last.added as { entity: any }[]);
    return Object.fromEntries(
      templates.map(({ entity }: { entity: any }) => [
        entity.metadata.name,
        entity.spec.parameters?.[0].properties.hub.enum,
      ]),
    );
  };

  it('tells a template of what is labelled, and reads it again only when it changed', async () => {
    items = [schema('Bucket'), schema('Secret', { template: false })];
    await provider.refresh();
    await provider.refresh();
    expect(mutations.map(({ type }) => type)).toEqual(['full', 'full']);
    expect(told()).toEqual({ 'buckets.example.org': ['eu'] });
    expect(reads).toEqual(['eu/Bucket']);
    items = [schema('Bucket', { revision: '2' })];
    await provider.refresh();
    expect(reads).toEqual(['eu/Bucket', 'eu/Bucket']);
  });

  it('waits with a new one until it can be asked for, and keeps a known one meanwhile', async () => {
    items = [schema('Bucket', { ready: false })];
    await provider.refresh();
    expect(told()).toEqual({});
    items = [schema('Bucket')];
    await provider.refresh();
    items = [schema('Bucket', { ready: false })];
    await provider.refresh();
    expect(told()).toEqual({ 'buckets.example.org': ['eu'] });
  });

  it('drops the template of what is no longer labelled, or no longer there', async () => {
    items = [schema('Bucket'), schema('Queue')];
    await provider.refresh();
    items = [schema('Bucket', { template: false })];
    await provider.refresh();
    expect(mutations.at(-1)).toEqual({ type: 'full', entities: [] });
  });

  it('makes one template of what several hubs have alike, with a choice of hubs', async () => {
    hubs = [hub('eu'), hub('us'), hub('ap')];
    items = hubs.map(({ hub: name }) => schema('Bucket', { hub: name }));
    fieldOf = name => (name === 'ap' ? 'volume' : 'size');
    await provider.refresh();
    expect(told()).toEqual({
      'buckets.example.org': ['eu', 'us'],
      'buckets.example.org.ap': ['ap'],
    });
  });

  it('removes nothing because a hub is silent, but follows the others', async () => {
    hubs = [hub('eu'), hub('us')];
    items = [
      schema('Bucket', { hub: 'us' }),
      schema('Queue'),
      schema('Topic', { hub: 'us' }),
    ];
    await provider.refresh();
    hubs = [hub('eu'), hub('us', 'unreachable')];
    items = [schema('Bucket', { hub: 'us' })];
    await provider.refresh();
    const last = mutations.at(-1)!;
    expect(last).toMatchObject({
      type: 'delta',
      removed: [{ entity: { metadata: { name: 'queues.example.org' } } }],
    });
    expect(Object.keys(told())).toEqual([
      'buckets.example.org',
      'topics.example.org',
    ]);
  });

  it('removes what belongs to a hub that is configured no longer', async () => {
    hubs = [hub('eu'), hub('us')];
    items = [schema('Bucket'), schema('Bucket', { hub: 'us' })];
    await provider.refresh();
    hubs = [hub('eu')];
    items = [schema('Bucket')];
    await provider.refresh();
    expect(told()).toEqual({ 'buckets.example.org': ['eu'] });
  });

  it('keeps a template whose XRD cannot be read anew, and the others too', async () => {
    items = [schema('Bucket'), schema('Queue')];
    await provider.refresh();
    items = [schema('Bucket', { revision: '2' }), schema('Queue')];
    fieldOf = (_, kind) => (kind === 'Bucket' ? undefined : 'size');
    await provider.refresh();
    await provider.refresh();
    expect(Object.keys(told())).toEqual([
      'buckets.example.org',
      'queues.example.org',
    ]);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('buckets.example.org of eu could not be read'),
    );
  });

  it('says once why there is no template, and again when that changed', async () => {
    items = [schema('Bucket', { form: 'cluster-xr' })];
    await provider.refresh();
    await provider.refresh();
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(
        /^There is no template for the XRD buckets.example.org of eu: its composite is cluster-scoped/,
      ),
    );
    expect(Object.keys(told())).toEqual(['buckets.example.org.eu']);
    items = [schema('Bucket', { revision: '2' })];
    await provider.refresh();
    expect(Object.keys(told())).toEqual(['buckets.example.org']);
  });

  it('leaves the catalog as it is when the plugin does not answer', async () => {
    await provider.refresh();
    items = undefined as never;
    await new Promise(resolve => {
      server.close(resolve);
    });
    await provider.refresh();
    expect(mutations).toHaveLength(1);
    // Closed again after each test.
    server.listen(0);
  });
});
