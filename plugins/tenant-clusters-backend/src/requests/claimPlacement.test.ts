import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Forge } from 'sandbox';
import {
  claimFile,
  claimText,
  commit,
  createPlatformRepository,
  propose,
  startPlatformForge,
  startTracking,
} from './__testUtils__/startTracking';
import { until } from '../__testUtils__/until';

const original = global.fetch;

// Every test starts a forge on a Git repository of its own.
jest.setTimeout(60_000);

const state = createMockDirectory();
let forge: Forge;
let tracking: Awaited<ReturnType<typeof startTracking>>;

beforeEach(async () => {
  state.clear();
  forge = await startPlatformForge(state.path);
  await createPlatformRepository(forge);
});

afterEach(async () => {
  tracking?.stop();
  await forge.close();
});

async function track(
  placement: Parameters<typeof startTracking>[1]['placement'],
  paths?: string[],
): Promise<void> {
  tracking = await startTracking(forge, {
    token: await forge.issueToken('spokeport-bot'),
    paths,
    placement,
  });
  await until(() => tracking.state().state === 'live');
}

/** The manifest of a claim that leaves its namespace to whoever applies it. */
const bare = (name: string, size?: string) =>
  claimText(name, size).replace('  namespace: payments\n', '');

describe('the namespace of a claim that names none', () => {
  it("comes from the nearest Kustomization that sets one, before its Application's destination", async () => {
    await commit(forge, 'main', {
      'tenants/payments/kustomization.yaml':
        'namespace: payments-kustomized\nresources: [clusters]\n',
      'tenants/payments/clusters/kustomization.yaml': 'resources: [a.yaml]\n',
    });
    const number = await propose(forge, 'a', { [claimFile('a')]: bare('a') });
    await track({ namespaceOf: () => 'delivered' });
    expect(tracking.request(number)?.changes).toMatchObject([
      { name: 'a', namespace: 'payments-kustomized' },
    ]);
  });

  it("comes from its Application's destination, also when that is known only later", async () => {
    const known = new Map<string, string>();
    const number = await propose(forge, 'a', { [claimFile('a')]: bare('a') });
    await track({ namespaceOf: ({ path }) => known.get(path) });
    const namespace = () => tracking.request(number)?.changes[0].namespace;
    expect(namespace()).toBe('default');
    known.set(claimFile('a'), 'payments-delivered');
    tracking.changed.mockClear();
    tracking.tracker.relink();
    expect(namespace()).toBe('payments-delivered');
    expect(tracking.changed).toHaveBeenCalled();
    tracking.changed.mockClear();
    const before = tracking.request(number);
    tracking.tracker.relink();
    expect(tracking.request(number)).toBe(before);
    expect(tracking.changed).not.toHaveBeenCalled();
  });

  it('of what a chart renders is that of the claims that its Application holds', async () => {
    const claim = {
      group: 'platform.spokeport.dev',
      kind: 'TenantCluster',
      namespace: 'payments',
      name: 'rendered',
      fields: { tenant: 'payments', members: [], addons: [] },
      application: 'argocd/tenant-payments',
    };
    const values = 'charts-of-payments/values-prod.yaml';
    const number = await propose(forge, 'a', { [values]: 'size: large\n' });
    let rendered: (typeof claim)[] = [];
    await track({
      renderedFrom: path => (path === values ? rendered : []),
    });
    expect(tracking.request(number)).toBeUndefined();
    rendered = [claim];
    const request = await until(() => tracking.request(number));
    expect(request.changes).toEqual([
      {
        change: 'change',
        group: claim.group,
        kind: claim.kind,
        namespace: 'payments',
        name: 'rendered',
        path: values,
        application: 'argocd/tenant-payments',
        fields: claim.fields,
        manifest: {},
      },
    ]);
  });

  it('is not looked for in overlays where the claim names it', async () => {
    const asked: string[] = [];
    const number = await propose(forge, 'plain', {
      [claimFile('plain')]: claimText('plain'),
    });
    const spy = jest
      .spyOn(global, 'fetch')
      .mockImplementation(async (input, init) => {
        asked.push(String(input));
        return original(input, init);
      });
    await track({});
    expect(tracking.request(number)?.changes).toMatchObject([
      { namespace: 'payments', name: 'plain' },
    ]);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter(url => url.includes('/git/'))).toEqual([]);
    spy.mockRestore();
  });
});

describe('a claim in a Kustomize base', () => {
  const claim = 'base/clusters/main.yaml';
  const ANYWHERE: string[] = [];
  const LAYOUT = {
    'base/kustomization.yaml': 'resources: [clusters]\n',
    'base/clusters/kustomization.yaml':
      'namePrefix: tc-\nresources: [main.yaml]\n',
    [claim]: bare('main'),
    'overlays/payments/kustomization.yaml':
      'namespace: payments\nresources: [../../base]\n',
    'overlays/orders/kustomization.yml':
      'namespace: orders\nnameSuffix: -eu\nresources: [../../base/]\n',
    // Takes it through another, and is what an Application reads.
    'fleet/payments/kustomization.yaml':
      'nameSuffix: -prod\nresources: [../../overlays/payments]\n',
    'elsewhere/kustomization.yaml': 'namespace: x\nresources: [other.yaml]\n',
  };

  beforeEach(() => commit(forge, 'main', LAYOUT));

  const changes = (number: number) =>
    tracking
      .request(number)
      ?.changes.map(
        ({ change, namespace, name, path, overlay, application = '-' }) =>
          `${change} ${namespace}/${name} ${path} ${overlay} ${application}`,
      )
      .sort();

  it('changes what each overlay makes of it, wherever that is delivered', async () => {
    const known = new Map<string, string>();
    const number = await propose(forge, 'grow', {
      [claim]: bare('main', 'large'),
    });
    await track(
      {
        namespaceOf: () => 'nowhere',
        applicationOf: folder => known.get(folder),
      },
      ANYWHERE,
    );
    // As long as no Application is known, what no other takes again is what is applied.
    expect(changes(number)).toEqual([
      `change orders/tc-main-eu ${claim} overlays/orders/kustomization.yaml -`,
      `change payments/tc-main-prod ${claim} fleet/payments/kustomization.yaml -`,
    ]);
    known.set('overlays/payments', 'argocd/payments');
    tracking.tracker.relink();
    expect(changes(number)).toEqual([
      `change payments/tc-main ${claim} overlays/payments/kustomization.yaml argocd/payments`,
    ]);
    expect(tracking.request(number)?.changes[0].manifest).toEqual({});
  });

  it('is new, or gone, in each overlay', async () => {
    const more = 'base/clusters/more.yaml';
    const added = await propose(forge, 'more', {
      [more]: bare('more'),
      'base/clusters/kustomization.yaml':
        'namePrefix: tc-\nresources: [main.yaml, more.yaml]\n',
    });
    const removed = await propose(forge, 'less', {
      [claim]: undefined,
      'base/clusters/kustomization.yaml': 'namePrefix: tc-\nresources: []\n',
    });
    await track(
      {
        applicationOf: folder =>
          folder.startsWith('overlays/') ? `argocd/${folder}` : undefined,
      },
      ANYWHERE,
    );
    expect(changes(added)).toEqual([
      `create orders/tc-more-eu ${more} overlays/orders/kustomization.yaml argocd/overlays/orders`,
      `create payments/tc-more ${more} overlays/payments/kustomization.yaml argocd/overlays/payments`,
    ]);
    expect(changes(removed)).toEqual([
      `remove orders/tc-main-eu ${claim} overlays/orders/kustomization.yaml argocd/overlays/orders`,
      `remove payments/tc-main ${claim} overlays/payments/kustomization.yaml argocd/overlays/payments`,
    ]);
  });
});
