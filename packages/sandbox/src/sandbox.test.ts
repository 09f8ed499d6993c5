import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CustomObjectsApi, KubeConfig } from '@kubernetes/client-node';
import { Octokit } from '@octokit/rest';
import { Sandbox, startSandbox } from './index';
import { renderClaim } from './seed/platformRepository';
import { sampleRequests } from './seed/sampleRequests';
import { isSettled, waitForHub } from './seed/settle';

const run = promisify(execFile);
const platform = { owner: 'acme', repo: 'platform' };
const clusters = {
  group: 'platform.spokeport.dev',
  version: 'v1alpha1',
  plural: 'tenantclusters',
};

let folder: string;
let sandbox: Sandbox;
const errors: unknown[] = [];

const start = (more: object = {}) =>
  startSandbox({
    stateDir: folder,
    forgePort: 0,
    hubPort: 0,
    speed: 40,
    onError: error => errors.push(error),
    ...more,
  });
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const octokitFor = (token: string) =>
  new Octokit({ baseUrl: sandbox.forge.apiUrl, auth: token, log: silent });

async function readClusters(): Promise<Record<string, any>> {
  const config = new KubeConfig();
  config.loadFromFile(sandbox.kubeconfig);
  const api = config.makeApiClient(CustomObjectsApi);
  const { items } = await api.listCustomObjectForAllNamespaces({
    group: clusters.group,
    version: clusters.version,
    resourcePlural: clusters.plural,
  });
  return Object.fromEntries(
    items.map((item: any) => [item.metadata.name, item]),
  );
}

const readiness = (claim: any) =>
  claim.status.conditions.find((c: any) => c.type === 'Ready').status;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  sandbox = await start();
}, 60_000);

afterAll(async () => {
  await sandbox?.close();
  await rm(folder, { recursive: true, force: true });
}, 20_000);

describe('a sandbox that starts for the first time', () => {
  it('has clusters that run, and one that is stuck', async () => {
    const found = await readClusters();
    expect(
      Object.fromEntries(
        Object.entries(found).map(([name, claim]) => [name, readiness(claim)]),
      ),
    ).toEqual({
      'payments-prod': 'True',
      'orders-stage': 'True',
      'payments-dev': 'True',
      'orders-prod': 'False',
    });
    const roles = sandbox.store.list({
      apiVersion: 'iam.aws.upbound.io/v1beta1',
      kind: 'Role',
      labels: { 'crossplane.io/claim-name': 'orders-prod' },
    });
    expect(JSON.stringify(roles)).toContain(
      'is not authorized to perform: iam:CreateRole',
    );
  });

  it('has the dates of a history, and time goes on from the present', async () => {
    const found = await readClusters();
    const age = (name: string) =>
      Date.now() - Date.parse(found[name].metadata.creationTimestamp);
    const days = (name: string) => Math.round(age(name) / (24 * 3600_000));
    expect([days('payments-prod'), days('orders-stage')]).toEqual([26, 9]);
    expect(age('orders-prod')).toBeGreaterThan(45 * 60_000);
    const { data: pulls } = await octokitFor(
      sandbox.tokens.botToken,
    ).pulls.list({ ...platform, state: 'all', per_page: 100 });
    expect(pulls.map(({ state }) => state).sort()).toEqual([
      ...Array(sampleRequests.length - 1).fill('closed'),
      'open',
    ]);
    for (const pull of pulls) {
      expect(Date.parse(pull.created_at)).toBeLessThan(Date.now());
      expect(pull.body).toMatch(
        /\nSpokeport-Requester: user:default\/\S+\nSpokeport-Hub: hub-eu\nSpokeport-Claim: platform\.spokeport\.dev\/\S+$/,
      );
    }
  });

  it('registered the clusters that run, and their applications are synced and healthy', () => {
    const apps = sandbox.store.list({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
    });
    const states = Object.fromEntries(
      apps.map(({ metadata, status }) => [
        metadata.name,
        `${status?.sync?.status} ${status?.health?.status}`,
      ]),
    );
    expect(states).toMatchObject({
      'addon-ingress-nginx-payments-prod': 'Synced Healthy',
      'addon-metrics-server-payments-dev': 'Synced Healthy',
      'bootstrap-orders-stage': 'Synced Healthy',
      workflows: 'Synced Healthy',
    });
    expect(states).not.toHaveProperty('bootstrap-orders-prod');
    const secrets = sandbox.store
      .list({
        apiVersion: 'v1',
        kind: 'Secret',
        namespace: 'argocd',
        labels: { fleet_member: 'spoke' },
      })
      .map(({ metadata: { name, annotations } }) => [
        name,
        annotations?.['spokeport.dev/claim-uid'],
      ]);
    expect(Object.fromEntries(secrets)).toEqual({
      'cluster-payments-prod': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'cluster-orders-stage': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'cluster-payments-dev': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('lets git clone and kubectl read', async () => {
    const clone = join(folder, 'clone');
    await run('git', [
      'clone',
      '-q',
      `${sandbox.forge.url}/acme/platform`,
      clone,
    ]);
    expect(
      await readFile(
        join(clone, 'tenants/orders/clusters/orders-prod.yaml'),
        'utf8',
      ),
    ).toContain('name: orders-prod');
    await rm(clone, { recursive: true });
  });
});

describe('a request', () => {
  it('goes from a pull request to a cluster that is handed over', async () => {
    const bot = octokitFor(sandbox.tokens.botToken);
    const engineer = octokitFor(sandbox.tokens.people['bruno.lima']);
    const branch =
      'spokeport/create/tenantcluster.platform.spokeport.dev/orders/orders-dev';
    const files = await renderClaim({
      name: 'orders-dev',
      tenant: 'orders',
      environment: 'dev',
      region: 'eu-west-1',
      kubernetesVersion: '1.33',
      size: 'small',
      cidr: '10.40.0.0/16',
      members: ['davi.rocha'],
      addons: ['metrics-server'],
      requestedBy: 'user:default/davi.rocha',
    });
    const { data: main } = await bot.git.getRef({
      ...platform,
      ref: 'heads/main',
    });
    await bot.git.createRef({
      ...platform,
      ref: `refs/heads/${branch}`,
      sha: main.object.sha,
    });
    for (const [path, content] of Object.entries(files)) {
      await bot.repos.createOrUpdateFileContents({
        ...platform,
        path,
        branch,
        message: 'Create TenantCluster orders/orders-dev',
        content: Buffer.from(content).toString('base64'),
      });
    }
    const { data: pull } = await bot.pulls.create({
      ...platform,
      title: 'Create TenantCluster orders/orders-dev',
      head: branch,
      base: 'main',
    });
    await engineer.pulls.createReview({
      ...platform,
      pull_number: pull.number,
      event: 'APPROVE',
    });
    await engineer.pulls.merge({ ...platform, pull_number: pull.number });

    const [sample] = sampleRequests;
    const subject = {
      ...sample.subject,
      namespace: 'orders',
      name: 'orders-dev',
    };
    await waitForHub(
      sandbox.store,
      'orders-dev',
      () => isSettled(sandbox.store, { ...sample, subject }),
      20_000,
    );
    const { 'orders-dev': claim } = await readClusters();
    expect(readiness(claim)).toBe('True');
    const [workflow] = sandbox.store.list({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Workflow',
      labels: { 'spokeport.dev/name': 'orders-dev' },
    });
    expect(workflow.status.phase).toBe('Succeeded');
    expect(workflow.metadata.labels).toMatchObject({
      'spokeport.dev/claim-uid': claim.metadata.uid,
    });
  }, 40_000);
});

describe('the sandbox', () => {
  it('goes on where it stopped', async () => {
    const before = await readClusters();
    const port = Number(new URL(sandbox.forge.url).port);
    await sandbox.close();
    sandbox = await start({ forgePort: port });
    expect(sandbox.seededInMs).toBeUndefined();
    const uids = (found: Record<string, any>) =>
      Object.values(found).map(({ metadata }) => metadata.uid);
    expect(uids(await readClusters())).toEqual(uids(before));
  }, 30_000);

  it('met no error that nobody expected', () => {
    expect(errors).toEqual([]);
  });
});
