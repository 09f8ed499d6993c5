import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import type { Forge } from 'sandbox';
import type { HubConfig } from '../../hubs';
import { DEFAULT_CLAIM_FIELDS, readClaimFields } from '../../projections';
import {
  claimText,
  createPlatformRepository,
  REPOSITORY,
  startPlatformForge,
} from '../__testUtils__/startTracking';
import { GithubClaimFiles, likelyPaths } from './GithubClaimFiles';

const claim = (name: string) => ({
  group: 'platform.spokeport.dev',
  kind: 'TenantCluster',
  namespace: 'payments',
  name,
});

it('looks first where a claim is likely to be', () => {
  const paths = [
    'README.md',
    'tenants/orders/clusters/payments-prod.yaml',
    'tenants/payments/clusters/payments-prod-2.yaml',
    'tenants/payments/clusters/payments-prod.yaml',
    'tenants/payments/namespace.yaml',
    'crossplane/definition.yaml',
  ];
  expect(likelyPaths(paths, claim('payments-prod'))).toEqual([
    'tenants/payments/clusters/payments-prod.yaml',
    'tenants/orders/clusters/payments-prod.yaml',
    'tenants/payments/clusters/payments-prod-2.yaml',
    'tenants/payments/namespace.yaml',
  ]);
});

describe('GithubClaimFiles', () => {
  const state = createMockDirectory();
  let forge: Forge;
  let repository: Partial<HubConfig>['platformRepository'];
  let files: GithubClaimFiles;

  beforeAll(async () => {
    forge = await startPlatformForge(state.path);
    await createPlatformRepository(forge);
    await forge.commitFiles({
      ...REPOSITORY,
      branch: 'main',
      author: 'bruno.lima',
      message: 'Clusters',
      files: {
        'tenants/payments/clusters/prod.yaml': { content: claimText('prod') },
        'tenants/payments/kustomization.yaml': {
          content: 'namespace: payments\nresources: [clusters/prod.yaml]\n',
        },
        'moved/prod-2 and 3.yaml': {
          content: `${claimText('prod-3')}---\n${claimText('prod-2', 'large')}`,
        },
        'elsewhere/other.yaml': { content: 'kind: [' },
      },
    });
  });

  beforeEach(async () => {
    const token = await forge.issueToken('bruno.lima');
    repository = {
      url: `${forge.url}/${REPOSITORY.owner}/${REPOSITORY.repo}`,
      branch: 'main',
      paths: [],
    };
    files = new GithubClaimFiles({
      hubs: {
        get: name =>
          name === 'hub-eu'
            ? ({ platformRepository: repository } as HubConfig)
            : undefined,
      },
      integrations: () =>
        ScmIntegrations.fromConfig(
          mockServices.rootConfig({
            data: {
              integrations: {
                github: [
                  {
                    host: new URL(forge.url).host,
                    apiBaseUrl: forge.apiUrl,
                    token,
                  },
                ],
              },
            },
          }),
        ),
      fieldsOf: (_hub, manifest) =>
        readClaimFields(manifest, DEFAULT_CLAIM_FIELDS),
      logger: mockServices.logger.mock(),
    });
  });

  afterAll(() => forge.close());

  it.each([
    {
      name: 'prod',
      paths: ['tenants/payments/clusters/prod.yaml'],
      path: 'tenants/payments/clusters/prod.yaml',
      size: 'small',
      reason: 'where a request put it',
    },
    {
      name: 'prod',
      paths: ['gone.yaml', 'tenants/payments/kustomization.yaml'],
      path: 'tenants/payments/clusters/prod.yaml',
      size: 'small',
      reason: 'where it was moved to since',
    },
    {
      name: 'prod-2',
      paths: [],
      path: 'moved/prod-2 and 3.yaml',
      size: 'large',
      reason: 'beside another claim, in a file of its name',
    },
  ])('finds $name $reason', async ({ name, paths, path, size }) => {
    const found = await files.find({
      hub: 'hub-eu',
      claim: claim(name),
      paths,
    });
    expect(found).toMatchObject({ path, branch: 'main', fields: { size } });
    expect(found?.url).toBe(
      `${forge.url}/acme/platform/blob/main/${path
        .split('/')
        .map(encodeURIComponent)
        .join('/')}`,
    );
  });

  it('finds nothing where no file holds the claim', async () => {
    const found = await files.find({
      hub: 'hub-eu',
      claim: { ...claim('prod'), kind: 'Another' },
      paths: ['tenants/payments/clusters/prod.yaml'],
    });
    expect(found).toBeUndefined();
  });

  it('asks GitHub once for many who ask at the same moment, and again after a failure', async () => {
    const calls = jest.spyOn(global, 'fetch');
    const ask = () =>
      files.find({
        hub: 'hub-eu',
        claim: claim('prod'),
        paths: ['tenants/payments/clusters/prod.yaml'],
      });
    const good = repository;
    repository = { ...good!, url: `${forge.url}/acme/missing` };
    await expect(ask()).rejects.toThrow('could not be read just now');
    repository = good;
    calls.mockClear();
    await Promise.all([ask(), ask(), ask()]);
    expect(calls).toHaveBeenCalledTimes(1);
    calls.mockRestore();
  });

  it('says what is missing where a hub has no repository', async () => {
    const lost = files.find({ hub: 'hub-us', claim: claim('prod'), paths: [] });
    await expect(lost).rejects.toThrow(
      'No platform repository is configured for hub-us',
    );
  });
});
