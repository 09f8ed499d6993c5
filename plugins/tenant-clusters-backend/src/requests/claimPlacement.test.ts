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

// Every test starts a forge on a Git repository of its own.
jest.setTimeout(60_000);

describe('the namespace of a claim that names none', () => {
  const state = createMockDirectory();
  let forge: Forge;
  let tracking: Awaited<ReturnType<typeof startTracking>>;
  const bare = (name: string) =>
    claimText(name).replace('  namespace: payments\n', '');

  beforeEach(async () => {
    state.clear();
    forge = await startPlatformForge(state.path);
    await createPlatformRepository(forge);
  });

  afterEach(async () => {
    tracking?.stop();
    await forge.close();
  });

  const track = async (
    placement: Parameters<typeof startTracking>[1]['placement'],
  ) => {
    tracking = await startTracking(forge, {
      token: await forge.issueToken('spokeport-bot'),
      placement,
    });
    await until(() => tracking.state().state === 'live');
  };

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
});
