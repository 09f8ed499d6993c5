import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
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
}, 180_000);

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

  it('lets git clone', async () => {
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
    ).toContain('name: "orders-prod"');
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
      60_000,
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
  }, 90_000);
});

describe('a stuck cluster', () => {
  it('goes on once what blocks it is mended, through the control door', async () => {
    const answer = await fetch(`${sandbox.controlUrl}/fail`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${sandbox.tokens.controlToken}` },
    });
    expect(answer.status).toBe(200);
    const stuck = sampleRequests.find(request => request.stuck)!;
    await waitForHub(
      sandbox.store,
      stuck.title,
      () => isSettled(sandbox.store, { ...stuck, stuck: false }),
      60_000,
    );
    expect(readiness((await readClusters())['orders-prod'])).toBe('True');
  }, 90_000);
});

/** Starts the sandbox as a process of its own; resolves once it prints its line or ends. */
async function startProcess(args: string[]) {
  const child = spawn(process.execPath, [
    '--require',
    require.resolve('@backstage/cli/config/nodeTransform.cjs'),
    require.resolve('./main.ts'),
    ...args,
  ]);
  const output = { stdout: '', stderr: '' };
  child.stderr.on('data', chunk => {
    output.stderr += chunk;
  });
  const exit = once(child, 'close').then(([code]) => code as number);
  const line = once(child.stdout, 'data').then(([chunk]) => {
    output.stdout += chunk;
  });
  await Promise.race([exit, line]);
  return { child, output, exit };
}

describe('the sandbox', () => {
  it('brings hubs with a large fleet where one is asked for', async () => {
    const forgePort = Number(new URL(sandbox.forge.url).port);
    await sandbox.close();
    sandbox = await start({ forgePort, fleet: 'S' });
    expect(Object.keys(sandbox.fleetKubeconfigs)).toHaveLength(3);
    let found = 0;
    for (const kubeconfig of Object.values(sandbox.fleetKubeconfigs)) {
      const config = new KubeConfig();
      config.loadFromFile(kubeconfig);
      const { items } = await config
        .makeApiClient(CustomObjectsApi)
        .listCustomObjectForAllNamespaces({
          group: clusters.group,
          version: clusters.version,
          resourcePlural: clusters.plural,
        });
      found += items.length;
    }
    expect(found).toBe(10);
    await sandbox.close();
    sandbox = await start({ forgePort });
    expect(sandbox.fleetKubeconfigs).toEqual({});
  }, 60_000);

  it('goes on where it stopped', async () => {
    const before = await readClusters();
    const port = Number(new URL(sandbox.forge.url).port);
    await sandbox.close();
    sandbox = await start({ forgePort: port });
    expect(sandbox.seededInMs).toBeUndefined();
    const uids = (found: Record<string, any>) =>
      Object.values(found).map(({ metadata }) => metadata.uid);
    expect(uids(await readClusters())).toEqual(uids(before));
  }, 60_000);

  it('met no error that nobody expected', () => {
    expect(errors).toEqual([]);
  });

  it('refuses to start beside another one, and says why', async () => {
    const { port } = new URL(sandbox.forge.url);
    const other = join(folder, 'other');
    const { output, exit } = await startProcess([
      ...['--state', other, '--forge-port', port, '--hub-port', '0'],
    ]);
    expect(await exit).toBe(1);
    expect(output.stderr).toBe(
      `Port ${port} is in use by another program: stop it, or choose another port with --forge-port or --hub-port.\n`,
    );
    await rm(other, { recursive: true });
  }, 60_000);

  it('is a process that says when it is ready, and stops when it is told to', async () => {
    const { port } = new URL(sandbox.forge.url);
    await sandbox.close();
    const ready = join(folder, 'ready.json');
    const { child, output, exit } = await startProcess([
      ...['--state', folder, '--forge-port', port, '--hub-port', '0'],
      ...['--ready-file', ready],
    ]);
    expect(JSON.parse(output.stdout)).toEqual(
      JSON.parse(await readFile(ready, 'utf8')),
    );
    const { kubeconfig, adminKubeconfig } = JSON.parse(output.stdout);
    for (const path of [
      kubeconfig,
      adminKubeconfig,
      join(folder, 'tokens.json'),
    ]) {
      expect((await stat(path)).mode % 0o1000).toBe(0o600);
    }
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(output.stderr).toBe('');
    await expect(access(ready)).rejects.toThrow('ENOENT');
  }, 60_000);
});
