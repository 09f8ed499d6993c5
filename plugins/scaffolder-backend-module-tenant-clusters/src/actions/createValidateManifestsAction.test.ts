import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type {
  Availability,
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

describe('tenant-clusters:manifests:validate', () => {
  const workspace = createMockDirectory();
  let server: Server;
  let requests: { url: string; authorization?: string }[];
  let options: ClusterRequestOptions;
  let availability: Availability;
  /** What the hub says of the claim's kind; undefined where it offers none. */
  let schema: Record<string, unknown> | undefined;
  let action: ReturnType<typeof createValidateManifestsAction>;

  beforeEach(async () => {
    requests = [];
    options = { hubs: [hub], tenants: [payments], sizes: [], environments: [] };
    schema = SCHEMA;
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
        schemas: schema && { versions: [{ name: 'v1alpha1', schema }] },
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
    await action.handler({
      ...createMockActionContext({
        input: { hub: 'hub-eu', ...input } as never,
        workspacePath: workspace.path,
      }),
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
      '/availability?hub=hub-eu&tenant=payments&name=payments-dev&cidr=10.42.0.0%2F16',
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

  it('has examples that its schema accepts', () => {
    for (const example of exampleProblems(action)) {
      expect(example).toMatchObject({ steps: 1, problems: [] });
    }
  });
});
