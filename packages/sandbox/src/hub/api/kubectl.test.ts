import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startTestHub, TestHub } from './__testUtils__/startTestHub';

const present = spawnSync('kubectl', ['version', '--client']).status === 0;
const describeKubectl = present ? describe : describe.skip;

let hub: TestHub;

interface Run {
  code: number;
  out: string;
  err: string;
}

function environment() {
  return {
    ...process.env,
    KUBECONFIG: join(hub.dir, 'admin.yaml'),
    // kubectl caches discovery by host and port, and a free port may be given out twice.
    KUBECACHEDIR: join(hub.dir, 'cache'),
  };
}

function kubectl(args: string, input?: string): Promise<Run> {
  return new Promise(resolve => {
    const child = execFile(
      'kubectl',
      args.split(' '),
      { env: environment(), timeout: 20_000 },
      (error, out, err) =>
        resolve({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    );
    child.stdin?.end(input ?? '');
  });
}

const manifests = (message: string) => `
apiVersion: v1
kind: Namespace
metadata: { name: payments }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: payments }
data: { message: "${message}" }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: tenant-payments, namespace: payments }
spec:
  project: payments
  destination: { namespace: payments, name: in-cluster }
  source: { repoURL: "http://localhost/acme/platform", path: "${message}" }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: payments }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "acme/web:${message}" }] }
`;

describeKubectl('kubectl (skipped where there is none)', () => {
  beforeAll(async () => {
    hub = await startTestHub({ tls: true });
    await writeFile(join(hub.dir, 'admin.yaml'), hub.kubeconfig('admin'));
    await writeFile(join(hub.dir, 'reader.yaml'), hub.kubeconfig('reader'));
  });

  afterAll(() => hub.stop());

  it('applies, and says what changed', async () => {
    const results = (run: Run) =>
      run.out
        .trim()
        .split('\n')
        .map(line => line.split(' ')[1]);
    const first = await kubectl('apply -f -', manifests('one'));
    expect([first.code, first.err]).toEqual([0, '']);
    expect(results(first)).toEqual(Array(4).fill('created'));
    const same = await kubectl('apply -f -', manifests('one'));
    expect(results(same)).toEqual(Array(4).fill('unchanged'));
    const other = await kubectl('apply -f -', manifests('two'));
    expect(results(other)).toEqual([
      'unchanged',
      ...Array(3).fill('configured'),
    ]);
    const server = await kubectl(
      'apply --server-side -f -',
      manifests('three'),
    );
    expect(results(server)).toEqual(Array(4).fill('serverside-applied'));
  }, 60_000);

  it('refuses unknown fields before they are dropped', async () => {
    const { code, err } = await kubectl(
      'apply -f -',
      manifests('one')
        .replace('project:', 'bogus: x\n  project:')
        .replace('spec:\n  bogus', 'bogus: x\nspec:\n  bogus'),
    );
    expect(code).toBe(1);
    expect(err).toContain('strict decoding error: unknown field "bogus"');
  }, 30_000);

  it('prints columns, and describes with events', async () => {
    const application = hub.store.get({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      namespace: 'payments',
      name: 'tenant-payments',
    })!;
    hub.store.update({
      ...application,
      status: { sync: { status: 'Synced' }, health: { status: 'Healthy' } },
    });
    hub.store.recordEvent({
      object: application,
      type: 'Normal',
      reason: 'OperationCompleted',
      message: 'Sync operation to abc succeeded',
      component: 'argocd-application-controller',
    });
    const { out } = await kubectl('get apps -A');
    expect(out.split('\n').map(line => line.trim().split(/\s{2,}/))).toEqual([
      ['NAMESPACE', 'NAME', 'SYNC STATUS', 'HEALTH STATUS'],
      ['payments', 'tenant-payments', 'Synced', 'Healthy'],
      [''],
    ]);
    const described = await kubectl('describe app tenant-payments -n payments');
    expect(described.out).toMatch(
      /Normal\s+OperationCompleted\s+\S+\s+argocd-application-controller\s+Sync operation to abc succeeded/,
    );
    const events = await kubectl('get events -n payments');
    expect(events.out).toContain('application/tenant-payments');
    expect((await kubectl('describe deploy web -n payments')).code).toBe(0);
  }, 60_000);

  it('patches, labels and waits', async () => {
    expect(
      (
        await kubectl(
          'patch app tenant-payments -n payments --type merge -p {"spec":{"project":"orders"}}',
        )
      ).out,
    ).toContain('patched');
    expect(
      (await kubectl('patch cm settings -n payments -p {"data":{"a":"b"}}'))
        .out,
    ).toContain('patched');
    expect(
      (await kubectl('label app tenant-payments -n payments tier=gold')).out,
    ).toContain('labeled');
    expect(
      (await kubectl('get app -n payments -l tier=gold -o name')).out,
    ).toBe('application.argoproj.io/tenant-payments\n');
    expect(
      (
        await kubectl(
          'wait --for=condition=Established crd/applications.argoproj.io --timeout=10s',
        )
      ).out,
    ).toContain('condition met');
    expect(
      (await kubectl('explain application.spec.destination')).out,
    ).toContain('server');
  }, 60_000);

  it('creates its own way and asks what it may', async () => {
    expect(await kubectl('create namespace orders')).toMatchObject({
      out: 'namespace/orders created\n',
    });
    expect(
      (await kubectl('create configmap more -n orders --from-literal=a=b')).err,
    ).toBe('');
    expect(
      (await kubectl('get cm more -n orders -o jsonpath={.data.a}')).out,
    ).toBe('b');
    expect(
      (await kubectl('create secret generic s -n orders --from-literal=k=v'))
        .err,
    ).toBe('');
    expect(
      (await kubectl('get secret s -n orders -o jsonpath={.data.k}')).out,
    ).toBe('dg==');
    expect((await kubectl('auth can-i delete applications')).out).toBe('yes\n');
    const reader = `--kubeconfig ${join(hub.dir, 'reader.yaml')}`;
    expect(
      (await kubectl(`${reader} auth can-i delete applications`)).out,
    ).toBe('no\n');
    expect((await kubectl(`${reader} auth whoami`)).out).toContain('reader');
    const refused = await kubectl(`${reader} delete cm more -n orders`);
    expect(refused.err).toContain(
      'Error from server (Forbidden): configmaps "more" is forbidden: User "reader" cannot delete resource "configmaps" in API group "" in the namespace "orders"',
    );
  }, 60_000);

  it('watches and deletes', async () => {
    const watch = spawn(
      'kubectl',
      ['get', 'cm', '-n', 'payments', '-w', '--output-watch-events'],
      { env: environment() },
    );
    let out = '';
    const seen = new Promise<void>(resolve => {
      watch.stdout.on('data', async (text: Buffer) => {
        const before = out;
        out += text;
        if (!before.includes('ADDED') && out.includes('ADDED')) {
          await kubectl('delete cm settings -n payments');
        }
        if (out.includes('DELETED')) {
          resolve();
        }
      });
    });
    await seen;
    watch.kill();
    await once(watch, 'close');
    expect(out).toMatch(/ADDED\s+settings/);
    expect(out).toMatch(/DELETED\s+settings/);
    expect((await kubectl('delete ns payments')).out).toBe(
      'namespace "payments" deleted\n',
    );
    expect((await kubectl('get app -A')).err).toBe('No resources found\n');
  }, 60_000);
});
