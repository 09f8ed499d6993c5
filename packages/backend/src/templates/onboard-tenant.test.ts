import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import { parseAllDocuments } from 'yaml';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asGolden, readGolden } from './__testUtils__/golden';
import { TEMPLATES_FOLDER } from './__testUtils__/labPaths';
import {
  LAB_TIMEOUT_MS,
  startTemplateLab,
} from './__testUtils__/startTemplateLab';
import type { TemplateLab } from './__testUtils__/TemplateLab';
import { workflowProblems } from './__testUtils__/workflowProblems';

const RUN_TIMEOUT_MS = 300_000;
const values = {
  hub: 'hub-eu',
  tenant: 'shipping',
  title: 'Shipping: "last mile"',
  description: 'Brings it home',
  hasGroup: false,
  members: ['lia.moreira'],
  parent: 'group:default/acme',
  accountId: '640213579886',
};

let lab: TemplateLab;

beforeAll(async () => {
  lab = await startTemplateLab();
}, LAB_TIMEOUT_MS);

afterAll(() => lab?.close(), LAB_TIMEOUT_MS);

const platform = { owner: 'acme', repo: 'platform' };

const object = (
  apiVersion: string,
  kind: string,
  name: string,
  namespace?: string,
) => lab.store.get({ apiVersion, kind, name, namespace });

describe('onboard-tenant', () => {
  it(
    'gives a team a place on the hub once the pull request is merged',
    async () => {
      const run = await lab.run('onboard-tenant', values, 'bruno.lima');
      expect(run).toMatchObject({ status: 'completed', error: undefined });
      const pull = run.pullRequest!;
      const changes = await lab.changes(pull);
      expect(
        changes.map(({ status, filename }) => `${status} ${filename}`),
      ).toEqual([
        'modified .github/CODEOWNERS',
        'added bootstrap/control-plane/tenants/shipping.yaml',
        'added catalog/tenants/shipping.yaml',
        'added tenants/shipping/namespace.yaml',
        'added tenants/shipping/provider-config.yaml',
        'added tenants/shipping/quota.yaml',
        'added tenants/shipping/rbac.yaml',
      ]);
      expect(await lab.diff(pull)).toContain(
        'modified .github/CODEOWNERS\n+/tenants/shipping/values/ @acme/shipping\nadded',
      );
      const { head } = await lab.pull(pull);
      const files: Record<string, string> = {};
      for (const { filename } of changes) {
        const text = await lab.read(filename, head.sha);
        files[filename] = text!.replaceAll(lab.forge.url, 'https://github.com');
      }
      expect(asGolden(files)).toBe(await readGolden('onboard-tenant', files));

      await lab.merge(pull);
      await lab.until(
        'the tenant’s Application is in sync',
        () =>
          object(
            'argoproj.io/v1alpha1',
            'Application',
            'tenant-shipping',
            'argocd',
          )?.status?.sync?.status === 'Synced',
      );
      expect(object('v1', 'Namespace', 'shipping')).toBeDefined();
      expect(
        object('v1', 'ResourceQuota', 'tenant', 'shipping')?.spec.hard,
      ).toMatchObject({ 'count/pods': '0' });
      expect(
        object(
          'rbac.authorization.k8s.io/v1',
          'RoleBinding',
          'tenant-viewer',
          'shipping',
        ),
      ).toBeDefined();
      expect(
        object('aws.upbound.io/v1beta1', 'ProviderConfig', 'shipping')?.spec
          .assumeRoleChain,
      ).toEqual([
        { roleARN: 'arn:aws:iam::640213579886:role/crossplane-hub-eu' },
      ]);
      expect(
        object('argoproj.io/v1alpha1', 'AppProject', 'shipping', 'argocd')?.spec
          .destinations,
      ).toEqual([
        { server: 'https://kubernetes.default.svc', namespace: 'shipping' },
      ]);
      expect(lab.errors).toEqual([]);
    },
    RUN_TIMEOUT_MS,
  );

  it('leaves the platform team to decide on claims, and the tenant on its own values', async () => {
    const { errors } = await lab.github<{ errors: object[] }>(
      '/repos/acme/platform/codeowners/errors',
    );
    expect(errors).toEqual([]);
    const propose = async (branch: string, path: string) => {
      await lab.commit({ [path]: '# here\n' }, { branch });
      return lab.forge.openPullRequest({
        ...platform,
        title: branch,
        head: branch,
        author: 'spokeport-bot',
      });
    };
    const stateAfter = async (number: number, reviewer: string) => {
      await lab.forge.review({
        ...platform,
        number,
        reviewer,
        event: 'APPROVE',
      });
      const pull = await lab.github<{ mergeable_state: string }>(
        `/repos/acme/platform/pulls/${number}`,
      );
      return pull.mergeable_state;
    };
    const own = await propose(
      'own',
      'tenants/payments/values/payments-dev/metrics-server.yaml',
    );
    expect(await stateAfter(own, 'davi.rocha')).toBe('blocked');
    expect(await stateAfter(own, 'ana.souza')).toBe('clean');
    const claim = await propose('claim', 'tenants/payments/clusters/x.yaml');
    expect(await stateAfter(claim, 'ana.souza')).toBe('blocked');
    expect(await stateAfter(claim, 'bruno.lima')).toBe('clean');
  });

  it(
    'brings a tenant’s own values to its cluster, under those of the platform team',
    async () => {
      await lab.commit({
        'tenants/payments/values/payments-prod/ingress-nginx.yaml':
          'controller:\n  replicaCount: 9\n  minReadySeconds: 7\n',
      });
      await lab.eventually('the values are there', async () => {
        const text =
          (await lab.addonValues('payments-prod', 'ingress-nginx')) ?? '';
        return /minReadySeconds: 7/.test(text) && /replicaCount: 4/.test(text);
      });
      // They are no manifests: the tenant's Application leaves them alone.
      expect(
        object(
          'argoproj.io/v1alpha1',
          'Application',
          'tenant-payments',
          'argocd',
        )?.status?.conditions ?? [],
      ).toEqual([]);
    },
    RUN_TIMEOUT_MS,
  );

  it(
    'makes what the tenant deploys first, and shares the workflows',
    async () => {
      expect(
        await lab.read('bootstrap/access.yaml', 'main', {
          owner: 'acme',
          repo: 'shipping-deploy',
        }),
      ).toContain('name: team-shipping');
      const rules = await lab.github<{ type: string }[]>(
        '/repos/acme/shipping-deploy/rules/branches/main',
      );
      expect(rules.map(({ type }) => type)).toEqual([
        'pull_request',
        'deletion',
        'non_fast_forward',
      ]);
      expect(
        await lab.github<object>(
          '/repos/acme/shared-workflows/actions/permissions/access',
        ),
      ).toEqual({ access_level: 'organization' });
      const folder = join(
        TEMPLATES_FOLDER,
        'onboard-tenant/skeleton/workflows/.github/workflows',
      );
      const workflows: Record<string, string> = {};
      for (const name of await readdir(folder)) {
        workflows[name] = await readFile(join(folder, name), 'utf8');
        expect(
          await lab.read(`.github/workflows/${name}`, 'main', {
            owner: 'acme',
            repo: 'shared-workflows',
          }),
        ).toBe(workflows[name]);
      }
      expect(Object.keys(workflows)).toHaveLength(4);
      expect(await workflowProblems(workflows)).toEqual([]);
    },
    RUN_TIMEOUT_MS,
  );

  it(
    'writes the entities of the team, where the catalog finds them',
    async () => {
      const { host } = new URL(lab.forge.url);
      const reader = UrlReaders.default({
        logger: mockServices.logger.mock(),
        config: mockServices.rootConfig({
          data: {
            integrations: {
              github: [
                {
                  host,
                  apiBaseUrl: lab.forge.apiUrl,
                  token: lab.sandbox.tokens.botToken,
                },
              ],
            },
          },
        }),
      });
      const { files } = await reader.search(
        `${lab.forge.url}/acme/platform/blob/main/catalog/tenants/*.yaml`,
      );
      expect(files.map(({ url }) => url.split('/main/')[1])).toEqual([
        'catalog/tenants/shipping.yaml',
      ]);
      const entities = parseAllDocuments(
        (await lab.read('catalog/tenants/shipping.yaml'))!,
      ).map(document => document.toJS());
      expect(entities).toMatchObject([
        {
          kind: 'Group',
          metadata: {
            name: 'shipping',
            annotations: { 'spokeport.dev/tenant': 'shipping' },
          },
          spec: {
            profile: { displayName: 'Shipping: "last mile"' },
            parent: 'group:default/acme',
            members: ['lia.moreira'],
          },
        },
        { kind: 'Domain', spec: { owner: 'group:default/shipping' } },
      ]);
      const dry = await lab.dryRun('onboard-tenant', {
        ...values,
        tenant: 'returns',
        hasGroup: true,
        members: undefined,
        parent: undefined,
      });
      expect(dry).toMatchObject({ status: 'completed', error: undefined });
      expect(
        parseAllDocuments(
          dry.files['platform/catalog/tenants/returns.yaml'],
        ).map(document => document.toJS().kind),
      ).toEqual(['Domain']);
    },
    RUN_TIMEOUT_MS,
  );

  it.each([
    {
      reason: 'a product engineer',
      more: { tenant: 'returns' },
      person: 'ana.souza',
      status: 'failed',
      error: /Only the platform team takes in tenants/,
    },
    {
      reason: 'a tenant that the hub has',
      more: { tenant: 'payments' },
      person: 'bruno.lima',
      status: 'failed',
      error:
        /Tenant payments is on hub hub-eu already: its repository has tenants\/payments\/namespace.yaml/,
    },
    {
      reason: 'a team that GitHub does not have, before anything is made',
      more: { tenant: 'returns' },
      person: 'bruno.lima',
      status: 'failed',
      error: /There is no team returns in acme/,
    },
    {
      reason: 'a name that the hub has for something else',
      more: { tenant: 'kube-system' },
      person: 'bruno.lima',
      status: 'refused',
      error: /tenant/,
    },
    {
      reason: 'what is no cloud account',
      more: { accountId: '12' },
      person: 'bruno.lima',
      status: 'refused',
      error: /accountId/,
    },
  ])(
    'refuses $reason',
    async ({ more, person, status, error }) => {
      const run = await lab.run(
        'onboard-tenant',
        { ...values, ...more },
        person,
      );
      expect(run).toMatchObject({
        status,
        error: expect.stringMatching(error),
      });
      expect(run.pullRequest).toBeUndefined();
      expect(
        lab.forge.repositoryExists({ owner: 'acme', name: 'returns-deploy' }),
      ).toBe(false);
    },
    RUN_TIMEOUT_MS,
  );

  it('gives a tenant the same files as a hub that begins with it', async () => {
    const read = async (folder: string) => {
      const entries = await readdir(folder, {
        recursive: true,
        withFileTypes: true,
      });
      const paths = entries
        .filter(entry => entry.isFile())
        .map(entry =>
          join(entry.parentPath, entry.name).slice(folder.length + 1),
        );
      return Object.fromEntries(
        await Promise.all(
          paths.map(async path => [
            path,
            await readFile(join(folder, path), 'utf8'),
          ]),
        ),
      );
    };
    const onboarded = await read(
      join(TEMPLATES_FOLDER, 'onboard-tenant/skeleton/platform'),
    );
    delete onboarded['catalog/tenants/${{ values.tenant }}.yaml'];
    expect(onboarded).toEqual(
      await read(join(TEMPLATES_FOLDER, 'bootstrap-hub/skeleton-tenant')),
    );
  });
});
