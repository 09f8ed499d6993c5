import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { hubConfigOf, readHubConfigs } from './readHubConfigs';
import { readSettings } from './readSettings';

const read = (tenantClusters: unknown, rest: JsonObject = {}) =>
  readHubConfigs(new ConfigReader({ ...rest, tenantClusters } as JsonObject));

it('reads hubs with their defaults', () => {
  expect(
    read({
      hubs: [
        {
          name: 'hub-eu',
          title: 'Hub Europe',
          kubernetes: { kubeconfig: '/etc/hub-eu', context: 'reader' },
          argocd: [
            { namespace: 'delivery', url: 'https://argocd/', token: 't' },
          ],
          argoServer: {
            url: 'https://argo/',
            token: 'w',
            caFile: '/etc/ca.pem',
          },
          operations: {
            kubernetes: { kubeconfig: '/etc/hub-eu-operate' },
            patchApplications: true,
          },
          platformRepository: { url: 'https://github.com/acme/platform' },
        },
        { name: 'hub-us', kubernetes: { inCluster: true } },
      ],
      clusterKinds: [
        { group: 'a.example.org', kind: 'A', fields: { cidr: 'spec.block' } },
      ],
      staleAfterSeconds: 30,
    }),
  ).toEqual([
    {
      name: 'hub-eu',
      title: 'Hub Europe',
      kubernetes: {
        type: 'kubeconfig',
        path: '/etc/hub-eu',
        context: 'reader',
      },
      argocd: [{ namespace: 'delivery', url: 'https://argocd', token: 't' }],
      argoServer: { url: 'https://argo', token: 'w', caFile: '/etc/ca.pem' },
      operations: {
        kubernetes: { type: 'kubeconfig', path: '/etc/hub-eu-operate' },
        patchApplications: true,
      },
      platformRepository: {
        url: 'https://github.com/acme/platform',
        branch: 'main',
        paths: [],
      },
      clusterKinds: [
        { group: 'a.example.org', kind: 'A', fields: { cidr: 'spec.block' } },
      ],
      staleAfter: 30_000,
    },
    expect.objectContaining({
      name: 'hub-us',
      title: 'hub-us',
      kubernetes: { type: 'in-cluster' },
      argocd: [{ namespace: 'argocd' }],
      argoServer: undefined,
      operations: { patchApplications: false },
      platformRepository: undefined,
    }),
  ]);
});

it.each([
  { reason: 'nothing is configured', tenantClusters: undefined },
  { reason: 'there are no hubs', tenantClusters: { environments: ['dev'] } },
])('has no hubs when $reason', ({ tenantClusters }) => {
  expect(read(tenantClusters)).toEqual([]);
});

it.each([
  { reason: 'hubs is no list', hubs: { name: 'a' }, message: /list of hubs/ },
  { reason: 'a name is missing', hubs: [{}], message: /hubs\[0\]\.name/ },
  {
    reason: 'a name is no name',
    hubs: [{ name: 'Hub Europe' }],
    message: /hubs\[0\]\.name/,
  },
  { reason: 'a name is a number', hubs: [{ name: 7 }], message: /\.name/ },
  {
    reason: 'a name is taken',
    hubs: [{ name: 'a' }, { name: 'a' }],
    message: /two hubs named 'a'/,
  },
])('refuses a configuration in which $reason', ({ hubs, message }) => {
  expect(() => read({ hubs })).toThrow(message);
});

it.each([
  { reason: 'no kubernetes section', hub: {}, message: /no kubernetes/ },
  {
    reason: 'nothing to connect by',
    hub: { kubernetes: {} },
    message: /exactly one/,
  },
  {
    reason: 'two ways',
    hub: { kubernetes: { kubeconfig: 'a', inCluster: true } },
    message: /exactly one/,
  },
  {
    reason: 'a wrong type',
    hub: { kubernetes: { kubeconfig: ['s3cret'] } },
    message: /wrong type/,
  },
  {
    reason: 'a repository without an address',
    hub: { kubernetes: { kubeconfig: 'a' }, platformRepository: {} },
    message: /wrong type/,
  },
  {
    reason: 'a cluster that nobody knows',
    hub: { kubernetes: { cluster: 'other' } },
    message: /no cluster 'other'/,
  },
])('keeps a hub with $reason, as misconfigured', ({ hub, message }) => {
  const configs = read({
    hubs: [
      { name: 'a', ...hub },
      { name: 'b', kubernetes: { inCluster: true } },
    ],
  });
  expect(configs).toMatchObject([
    {
      kubernetes: {
        type: 'misconfigured',
        reason: expect.stringMatching(message),
      },
    },
    { kubernetes: { type: 'in-cluster' } },
  ]);
  expect(JSON.stringify(configs)).not.toContain('s3cret');
});

it('takes a cluster from the configuration of the kubernetes plugin', async () => {
  const [{ kubernetes }] = read(
    { hubs: [{ name: 'a', kubernetes: { cluster: 'hub' } }] },
    {
      kubernetes: {
        clusterLocatorMethods: [
          { type: 'catalog' },
          {
            type: 'config',
            clusters: [
              {
                name: 'hub',
                url: 'https://hub.example.org',
                serviceAccountToken: 'token',
                caData: Buffer.from('PEM').toString('base64'),
              },
            ],
          },
        ],
      },
    },
  );
  expect(kubernetes).toMatchObject({
    type: 'direct',
    url: 'https://hub.example.org',
    certificateAuthority: 'PEM',
  });
  expect(await (kubernetes as { token(): Promise<string> }).token()).toBe(
    'token',
  );
});

describe('a cluster of the kubernetes plugin', () => {
  const hubOf = (cluster: object, type = 'config') =>
    read(
      { hubs: [{ name: 'a', kubernetes: { cluster: 'hub' } }] },
      {
        kubernetes: {
          clusterLocatorMethods: [
            {
              type,
              clusters: [{ name: 'hub', url: 'https://hub', ...cluster }],
            },
          ],
        },
      },
    )[0].kubernetes;

  it.each([
    {
      reason: 'by its older name',
      cluster: { authProvider: 'serviceAccount' },
    },
    {
      reason: 'by its newer name',
      cluster: {
        authMetadata: { 'kubernetes.io/auth-provider': 'serviceAccount' },
      },
    },
    { reason: 'where no way is named', cluster: {} },
  ])('is entered with a service account $reason', ({ cluster }) => {
    expect(
      hubOf({ serviceAccountToken: 't', caFile: '/ca.pem', ...cluster }),
    ).toMatchObject({
      type: 'direct',
      url: 'https://hub',
      certificateAuthorityFile: '/ca.pem',
    });
  });

  it.each([
    { cluster: { authProvider: 'google' }, message: /own account \(google\)/ },
    { cluster: { authProvider: 'oidc' }, message: /own account \(oidc\)/ },
    {
      cluster: { authProvider: 'aws' },
      message: /entered by 'aws'.*kubeconfig/,
    },
    { cluster: { authProvider: 'azure' }, message: /entered by 'azure'/ },
    {
      cluster: { authProvider: 'googleServiceAccount' },
      message: /entered by 'googleServiceAccount'/,
    },
    { cluster: {}, message: /no serviceAccountToken/ },
    { cluster: { url: '' }, message: /no url|wrong type/ },
  ])('is refused with a sentence: $message', ({ cluster, message }) => {
    expect(hubOf(cluster)).toEqual({
      type: 'misconfigured',
      reason: expect.stringMatching(message),
    });
  });

  it('is not taken from a locator that learns its clusters when the portal runs', () => {
    expect(hubOf({ serviceAccountToken: 't' }, 'gke')).toMatchObject({
      type: 'misconfigured',
    });
  });

  it('may be the local proxy of kubectl', () => {
    const [{ kubernetes }] = read(
      { hubs: [{ name: 'a', kubernetes: { cluster: 'local' } }] },
      {
        kubernetes: { clusterLocatorMethods: [{ type: 'localKubectlProxy' }] },
      },
    );
    expect(kubernetes).toEqual({
      type: 'direct',
      url: 'http://localhost:8001',
    });
  });
});

it('treats a hub of a source as if it were configured', () => {
  const settings = readSettings(new ConfigReader({}));
  expect(
    hubConfigOf(
      {
        name: 'a',
        title: 'A',
        kubernetes: { url: 'https://a', token: async () => 't' },
        platformRepository: { url: 'https://github.com/a/b', branch: 'main' },
      },
      settings,
    ),
  ).toMatchObject({
    kubernetes: { type: 'direct', url: 'https://a' },
    platformRepository: { paths: [] },
    staleAfter: 120_000,
  });
});

describe('settings', () => {
  it('have defaults', () => {
    expect(readSettings(new ConfigReader({}))).toEqual({
      clusterKinds: [],
      staleAfter: 120_000,
      platformTeam: {
        type: 'platform-team',
        ref: 'group:default/platform-team',
        title: 'Platform team',
      },
      sizes: [
        { name: 'small', title: 'Small' },
        { name: 'medium', title: 'Medium' },
        { name: 'large', title: 'Large' },
      ],
      environments: ['dev', 'stage', 'prod'],
      names: { pattern: undefined, maxLength: 40, reserved: [] },
      network: { pool: '10.0.0.0/8', prefix: 16, reserved: [] },
    });
  });

  it('name the value that is wrong', () => {
    expect(() =>
      readSettings(
        new ConfigReader({ tenantClusters: { staleAfterSeconds: 'soon' } }),
      ),
    ).toThrow(/staleAfterSeconds/);
  });

  it.each([
    {
      reason: 'no regular expression',
      names: { pattern: '(' },
      network: {},
      message: 'tenantClusters.names.pattern is no regular expression: (',
    },
    {
      reason: 'no block',
      names: {},
      network: { cidrPool: 'nonsense' },
      message:
        "tenantClusters.network.cidrPool must hold IPv4 blocks such as 10.0.0.0/8, not 'nonsense'",
    },
    {
      reason: 'bits after the prefix of a reserved block',
      names: {},
      network: { reserved: ['10.1.2.3/16'] },
      message:
        "tenantClusters.network.reserved must hold IPv4 blocks such as 10.0.0.0/8, not '10.1.2.3/16'",
    },
  ])(
    'refuse a rule that could not hold: $reason',
    ({ names, network, message }) => {
      expect(() =>
        readSettings(new ConfigReader({ tenantClusters: { names, network } })),
      ).toThrow(message);
    },
  );
});
