import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type {
  Availability,
  ClusterDependents,
  ClusterRequestOptions,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exampleProblems } from '../__testUtils__/parseExamples';
import { createValidateManifestsAction } from './createValidateManifestsAction';

const FILE = 'tenants/payments/clusters/payments-dev.yaml';

const claim = (fields: {
  tenant?: string;
  namespace?: string;
  requestedBy?: string;
  cidr?: string;
}) => `apiVersion: platform.spokeport.dev/v1alpha1
kind: TenantCluster
metadata:
  name: payments-dev
  namespace: ${fields.namespace ?? fields.tenant ?? 'payments'}
  labels:
    spokeport.dev/tenant: ${fields.tenant ?? 'payments'}
  annotations:
    spokeport.dev/requested-by: ${
      fields.requestedBy ?? 'user:default/ana.souza'
    }
spec:
  network:
    cidr: ${fields.cidr ?? '10.42.0.0/16'}
`;

const SCHEMA = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        network: { type: 'object', properties: { cidr: { type: 'string' } } },
        size: { type: 'string' },
      },
    },
  },
};

const hub = {
  name: 'hub-eu',
  title: 'Hub Europe',
  staleness: { hub: 'hub-eu', title: 'Hub Europe', state: 'live' as const },
};
const payments = {
  name: 'payments',
  title: 'Payments',
  owner: 'group:default/payments',
  members: [],
};

const openRequest = (
  change: 'create' | 'change' | 'remove',
  own: boolean,
): ClusterDependents['openRequests'][number] => ({
  change,
  own,
  requester: own ? 'user:default/ana.souza' : 'user:default/lia.moreira',
  request: {
    repository: 'acme/platform',
    number: 7,
    url: 'http://localhost:7008/acme/platform/pull/7',
    title: 'Another',
    state: 'open',
  },
});

const KNOWN: ClusterDependents = {
  cluster: {
    hub: 'hub-eu',
    namespace: 'payments',
    name: 'payments-dev',
    kind: 'TenantCluster.platform.spokeport.dev',
  },
  may: ['change', 'remove'],
  applications: [{ namespace: 'argocd', name: 'payments-shop' }],
  holdings: [
    {
      kind: 'Service',
      namespace: 'shop',
      name: 'web',
      holds: 'load-balancer',
      application: 'argocd/payments-shop',
    },
  ],
  usages: [{ kind: 'Usage', name: 'in-use', of: 'TenantCluster payments-dev' }],
  claims: [],
  resources: 12,
  kept: [],
  openRequests: [],
  unknown: [{ id: 'dependents.others', text: 'Not everything is listed.' }],
  hub: { hub: 'hub-eu', title: 'Hub Europe', state: 'live' },
};

describe('tenant-clusters:manifests:validate', () => {
  const workspace = createMockDirectory();
  let server: Server;
  let requests: { url: string; authorization?: string }[];
  let warnings: string[];
  let options: ClusterRequestOptions;
  let availability: Availability;
  /** What the platform knows of the cluster; undefined where there is none to be seen. */
  let dependents: ClusterDependents | undefined;
  /** What the hub says of the claim's kind; undefined where it offers none. */
  let schema: Record<string, unknown> | undefined;
  let isCluster: boolean;
  let action: ReturnType<typeof createValidateManifestsAction>;

  beforeEach(async () => {
    requests = [];
    warnings = [];
    options = { hubs: [hub], tenants: [payments], sizes: [], environments: [] };
    schema = SCHEMA;
    isCluster = true;
    dependents = KNOWN;
    availability = {
      name: { value: 'payments-dev', status: 'free' },
      cidr: { value: '10.42.0.0/16', status: 'free' },
      unchecked: [],
    };
    server = createServer((request, response) => {
      requests.push({
        url: request.url ?? '',
        authorization: request.headers.authorization,
      });
      const answers: Record<string, unknown> = {
        'request-options': options,
        availability,
        clusters: dependents,
        schemas: schema && {
          kind: { cluster: isCluster },
          versions: [{ name: 'v1alpha1', schema }],
        },
      };
      const answer = answers[request.url?.match(/\w[\w-]*/)?.[0] ?? ''];
      response
        .writeHead(answer ? 200 : 404, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer ?? { error: {} }));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    action = createValidateManifestsAction({
      auth: mockServices.auth(),
      discovery: {
        getBaseUrl: async () => url,
        getExternalBaseUrl: async () => url,
      },
    });
  });

  afterEach(async () => {
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  async function run(
    content: Record<string, string>,
    input: Record<string, unknown> = {},
  ) {
    workspace.setContent(content);
    const outputs: Record<string, unknown> = {};
    const logger = mockServices.logger.mock();
    logger.warn.mockImplementation(message => {
      warnings.push(message);
    });
    await action.handler({
      ...createMockActionContext({
        input: { hub: 'hub-eu', ...input } as never,
        workspacePath: workspace.path,
      }),
      logger,
      user: { ref: 'user:default/ana.souza' },
      getInitiatorCredentials: async () =>
        mockCredentials.user('user:default/ana.souza'),
      output: (name: string, value: unknown) => {
        outputs[name] = value;
      },
    } as unknown as Parameters<typeof action.handler>[0]);
    return outputs;
  }

  it('lets a good request pass, asked in the name of who requests', async () => {
    expect(await run({ [FILE]: claim({}) })).toEqual({
      claims: ['platform.spokeport.dev/TenantCluster/payments/payments-dev'],
      unchecked: [],
    });
    expect(requests.map(({ url }) => url)).toEqual([
      '/request-options',
      '/availability?hub=hub-eu&tenant=payments&name=payments-dev&kind=TenantCluster.platform.spokeport.dev&cidr=10.42.0.0%2F16',
      '/schemas/hub-eu/platform.spokeport.dev/TenantCluster',
    ]);
    expect(requests[0].authorization).toContain('user:default/ana.souza');
  });

  it("lets the person's own open request pass: it is updated", async () => {
    availability.name = { value: 'payments-dev', status: 'own-request' };
    await expect(run({ [FILE]: claim({}) })).resolves.toBeDefined();
  });

  it.each([
    {
      reason: 'a tenant that the person does not belong to',
      content: claim({ tenant: 'orders' }),
      message: `${FILE}: you do not belong to tenant orders; you can request for payments`,
    },
    {
      reason: "somebody else's namespace under one's own label",
      content: claim({ namespace: 'orders' }),
      message: `${FILE}: namespace orders does not belong to tenant payments`,
    },
    {
      reason: "somebody else's name as the requester",
      content: claim({ requestedBy: 'user:default/bruno.lima' }),
      message: `${FILE}: spokeport.dev/requested-by says user:default/bruno.lima, but user:default/ana.souza asks`,
    },
    {
      reason: 'YAML that does not parse, with its line',
      content: 'a: b\nc: [\n',
      message: `${FILE}:3:`,
    },
    {
      reason: 'something else that was slipped in behind the claim',
      content: `${claim({})}---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: ana-is-admin
`,
      message: `${FILE}: holds a ClusterRoleBinding beside a claim; a claim's file holds claims only`,
    },
    {
      reason: 'no claim',
      content: 'a: b\n',
      message: 'There is no claim among the manifests',
    },
  ])('refuses $reason', async ({ content, message }) => {
    await expect(run({ [FILE]: content })).rejects.toThrow(message);
  });

  it('refuses with every problem at once', async () => {
    availability = {
      name: {
        value: 'payments-dev',
        status: 'taken',
        reason: { id: 'name.taken', text: 'The name is taken.' },
      },
      cidr: {
        value: '10.42.0.0/16',
        status: 'taken',
        reason: { id: 'cidr.overlaps', text: 'The block overlaps.' },
      },
      unchecked: [],
    };
    await expect(run({ [FILE]: claim({}) })).rejects.toThrow(
      `${FILE}: The name is taken.\n${FILE}: The block overlaps.`,
    );
  });

  it('refuses the same claim in two files, and a hub that is not there', async () => {
    await expect(
      run({ [FILE]: claim({}), 'tenants/payments/again.yaml': claim({}) }),
    ).rejects.toThrow('TenantCluster/payments/payments-dev is there twice');
    options.hubs = [];
    await expect(run({ [FILE]: claim({}) })).rejects.toThrow(
      "There is no hub 'hub-eu'",
    );
  });

  it('refuses fields that the kind on the hub does not know, with file, line and path', async () => {
    await expect(
      run({ [FILE]: claim({}).replace('cidr:', 'cird:') }),
    ).rejects.toThrow(
      `${FILE}:12: spec.network.cird is a field that the kind does not know`,
    );
  });

  it('says what it could not check: a kind that the hub does not offer', async () => {
    schema = undefined;
    expect((await run({ [FILE]: claim({}) })).unchecked).toEqual([
      `${FILE}: no schema of TenantCluster.platform.spokeport.dev/v1alpha1 is known; its fields were not checked`,
    ]);
  });

  it('checks against XRDs of the workspace, without asking the hub for any', async () => {
    const xrd = JSON.stringify({
      apiVersion: 'apiextensions.crossplane.io/v1',
      kind: 'CompositeResourceDefinition',
      spec: {
        group: 'platform.spokeport.dev',
        names: { kind: 'XTenantCluster' },
        claimNames: { kind: 'TenantCluster' },
        versions: [
          {
            name: 'v1alpha1',
            schema: { openAPIV3Schema: { type: 'object', properties: {} } },
          },
        ],
      },
    });
    await expect(
      run(
        { [FILE]: claim({}), 'schemas/xrd.yaml': xrd },
        { schemaPath: 'schemas', sourcePath: 'tenants' },
      ),
    ).rejects.toThrow('spec is a field that the kind does not know');
    expect(requests.filter(({ url }) => url?.includes('/schemas'))).toEqual([]);
  });

  it('says what the platform could not look at when it was asked for the name', async () => {
    availability.unchecked = [
      { id: 'unchecked.requests', text: 'Open requests could not be seen.' },
    ];
    expect((await run({ [FILE]: claim({}) })).unchecked).toEqual([
      `${FILE}: Open requests could not be seen.`,
    ]);
    expect(warnings).toEqual([`${FILE}: Open requests could not be seen.`]);
  });

  it.each([
    {
      reason: 'a size that is not offered',
      sizes: [{ name: 'small', title: 'Small' }],
      cluster: true,
      refused: true,
    },
    { reason: 'any, where none is configured', sizes: [], cluster: true },
    {
      reason: 'what another kind calls a size',
      sizes: [{ name: 'small', title: 'Small' }],
      cluster: false,
    },
  ])('of sizes: $reason', async ({ sizes, cluster, refused }) => {
    options.sizes = sizes;
    isCluster = cluster;
    const [ran] = await Promise.allSettled([
      run({ [FILE]: `${claim({})}  size: huge\n` }),
    ]);
    expect(ran.status === 'rejected' && ran.reason.message).toBe(
      refused ? `${FILE}: there is no size huge; choose small` : false,
    );
  });

  describe('of a change', () => {
    const change = (
      content = claim({ requestedBy: 'user:default/lia.moreira' }),
    ) => run({ [FILE]: content }, { purpose: 'change' });

    it('lets one pass whose name and own block are taken by the cluster itself, whoever asked for it first', async () => {
      await expect(change()).resolves.toMatchObject({ unchecked: [] });
      expect(requests.map(({ url }) => url)).toContain(
        '/clusters/hub-eu/payments/payments-dev/dependents?kind=TenantCluster.platform.spokeport.dev',
      );
    });

    it.each([
      {
        reason: 'of what is not there, or may not be seen',
        known: undefined,
        message: 'there is no TenantCluster payments/payments-dev on hub-eu',
      },
      {
        reason: 'of what the person may only read',
        known: { ...KNOWN, may: [] },
        message: 'you may not change payments/payments-dev',
      },
      {
        reason: 'of what an open request removes',
        known: { ...KNOWN, openRequests: [openRequest('remove', false)] },
        message: 'pull/7 asks for the removal of payments/payments-dev',
      },
    ])('refuses one $reason', async ({ known, message }) => {
      dependents = known;
      await expect(change()).rejects.toThrow(`${FILE}: `);
      await expect(change()).rejects.toThrow(message);
    });

    it('refuses a tenant that is not the namespace, and a block that another cluster has', async () => {
      availability.cidr = {
        value: '10.42.0.0/16',
        status: 'taken',
        reason: { id: 'cidr.overlaps', text: 'The block overlaps.' },
      };
      await expect(
        change(claim({ tenant: 'orders', namespace: 'payments' })),
      ).rejects.toThrow(
        `${FILE}: namespace payments does not belong to tenant orders\n${FILE}: The block overlaps.`,
      );
    });

    it('tells of the open request of somebody else', async () => {
      dependents = {
        ...KNOWN,
        openRequests: [
          openRequest('change', false),
          openRequest('change', true),
        ],
      };
      await change();
      expect(warnings).toEqual([
        `${FILE}: pull request http://localhost:7008/acme/platform/pull/7 of user:default/lia.moreira is open and asks for its change`,
      ]);
    });
  });

  describe('of a removal', () => {
    const remove = (input: Record<string, unknown> = {}) =>
      run(
        { 'tenants/payments/kustomization.yaml': 'resources: []\n' },
        {
          purpose: 'remove',
          cluster: 'hub-eu/payments/payments-dev',
          confirmation: 'payments-dev',
          ...input,
        },
      );

    it('tells what depends on the cluster and what is not known', async () => {
      await expect(remove()).resolves.toEqual({
        claims: [],
        unchecked: ['payments/payments-dev: Not everything is listed.'],
      });
      expect(warnings).toEqual([
        'payments/payments-dev: Application payments-shop delivers to it',
        'payments/payments-dev: Service shop/web may hold a load balancer',
        'payments/payments-dev: Usage in-use holds it (TenantCluster payments-dev) until it goes',
        'payments/payments-dev: Not everything is listed.',
      ]);
    });

    it.each([
      {
        reason: 'without its name typed',
        input: { confirmation: undefined },
        message: 'not confirmed: type its name, payments-dev',
      },
      {
        reason: 'with another name typed',
        input: { confirmation: 'payments-prod' },
        message: 'not confirmed: type its name, payments-dev',
      },
      {
        reason: 'of nothing',
        input: { cluster: undefined },
        message: 'needs the input cluster',
      },
      {
        reason: 'of what is no address',
        input: { cluster: 'payments-dev' },
        message: 'write it as namespace/name',
      },
      {
        reason: 'of a cluster of another hub',
        input: { cluster: 'hub-us/payments/payments-dev' },
        message: "is not on hub 'hub-eu'",
      },
    ])('refuses one $reason', async ({ input, message }) => {
      await expect(remove(input)).rejects.toThrow(message);
    });

    it('refuses one by whoever may not propose it, or may not see the cluster', async () => {
      dependents = { ...KNOWN, may: ['change'] };
      await expect(remove()).rejects.toThrow(
        'You may not remove payments/payments-dev',
      );
      dependents = undefined;
      await expect(
        remove({ cluster: 'payments/payments-dev' }),
      ).rejects.toThrow('There is no cluster payments/payments-dev on hub-eu');
    });
  });

  it('has examples that its schema accepts', () => {
    for (const example of exampleProblems(action)) {
      expect(example).toMatchObject({ steps: 1, problems: [] });
    }
  });
});
