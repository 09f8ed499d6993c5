import { hubPlacement } from './hubPlacement';
import type { FleetReader } from './fleet/types';

const REPOSITORY = 'https://git.example.org/acme/platform';
const GROUP = 'platform.spokeport.dev';

const application = (
  name: string,
  path: string,
  namespace: string,
  repoURL = `${REPOSITORY}.git`,
) => ({
  name,
  namespace: 'argocd',
  destination: { namespace },
  sources: [{ repoURL, path }],
  resources: [
    { group: GROUP, kind: 'TenantCluster', namespace, name: 'prod' },
    { group: '', kind: 'ConfigMap', namespace, name: 'prod' },
  ],
});

/** The part of a fleet that placement reads. */
const fleetOf = (objects: {
  applications?: ReturnType<typeof application>[];
  kustomizations?: { path?: string; targetNamespace?: string }[];
}) =>
  ({
    applications: () => objects.applications ?? [],
    claimsAt: (_hub: string, namespace: string, name: string) => [
      {
        group: GROUP,
        kind: 'TenantCluster',
        namespace,
        name,
        fields: { tenant: 'payments', members: [], addons: [] },
      },
    ],
    listed: (_hub: string, role: string) =>
      role === 'kustomization'
        ? objects.kustomizations ?? []
        : [
            {
              scope: 'Cluster',
              compositeKind: { group: GROUP, kind: 'XNetwork' },
            },
          ],
  } as unknown as FleetReader);

const placed = (fleet: FleetReader) =>
  hubPlacement(
    fleet,
    { hub: 'hub-eu', url: REPOSITORY, branch: 'main', paths: [] },
    () => 0,
  );

describe('hubPlacement', () => {
  const nested = fleetOf({
    applications: [
      application('hub', '.', 'argocd'),
      application('tenant-payments', './tenants/payments/', 'payments'),
      application('elsewhere', 'tenants', 'x', 'https://git.example.org/b/c'),
    ],
  });

  it.each([
    {
      reason: 'the nearest Application of an app of apps',
      fleet: nested,
      path: 'tenants/payments/a.yaml',
      expected: 'payments',
    },
    {
      reason:
        'the parent where no child covers it; never of another repository',
      fleet: nested,
      path: 'tenants/orders/a.yaml',
      expected: 'argocd',
    },
    {
      reason: 'a folder of a longer name is another one',
      fleet: nested,
      path: 'tenants/payments-old/a.yaml',
      expected: 'argocd',
    },
    {
      reason: "Flux's Kustomization",
      fleet: fleetOf({
        kustomizations: [
          { path: './tenants/payments', targetNamespace: 'payments-flux' },
        ],
      }),
      path: 'tenants/payments/a.yaml',
      expected: 'payments-flux',
    },
    {
      reason: 'nobody',
      fleet: fleetOf({}),
      path: 'tenants/payments/a.yaml',
      expected: undefined,
    },
  ])('namespace: $reason', ({ fleet, path, expected }) => {
    expect(
      placed(fleet).namespaceOf?.({
        path,
        group: GROUP,
        kind: 'TenantCluster',
      }),
    ).toBe(expected);
  });

  it('knows the Application of this very folder, and of no other', () => {
    const { applicationOf } = placed(nested);
    expect(applicationOf?.('tenants/payments')).toBe('argocd/tenant-payments');
    expect(applicationOf?.('tenants/payments/clusters')).toBeUndefined();
    expect(applicationOf?.('tenants')).toBeUndefined();
  });

  it('gives a cluster-scoped kind none', () => {
    expect(
      placed(nested).namespaceOf?.({
        path: 'tenants/payments/a.yaml',
        group: GROUP,
        kind: 'XNetwork',
      }),
    ).toBe('');
  });

  it('finds the claims that the nearest Application renders, and only claims', () => {
    expect(
      placed(nested).renderedFrom?.('tenants/payments/values.yaml'),
    ).toEqual([
      {
        group: GROUP,
        kind: 'TenantCluster',
        namespace: 'payments',
        name: 'prod',
        fields: { tenant: 'payments', members: [], addons: [] },
        application: 'argocd/tenant-payments',
      },
    ]);
    expect(placed(fleetOf({})).renderedFrom?.('values.yaml')).toEqual([]);
  });

  it('finds the claims of every Application that takes a file for values, instead of those of its folder', () => {
    const withValues = (name: string, namespace: string, file: string) => ({
      ...application(name, '', namespace),
      sources: [
        {
          repoURL: 'https://charts.example.org',
          chart: 'clusters',
          valueFiles: ['$defaults/values.yaml', `$own/${file}`],
        },
        { repoURL: `${REPOSITORY}.git`, ref: 'own' },
        { repoURL: 'https://git.example.org/b/c', ref: 'defaults' },
      ],
    });
    const prod = 'environments/prod/values.yaml';
    const fleet = fleetOf({
      applications: [
        application('hub', '.', 'argocd'),
        withValues('clusters-payments', 'payments', prod),
        withValues('clusters-orders', 'orders', prod),
        withValues('clusters-dev', 'dev', 'environments/dev/values.yaml'),
      ] as ReturnType<typeof application>[],
    });
    const rendering = (path: string) =>
      placed(fleet)
        .renderedFrom?.(path)
        .map(claim => `${claim.namespace}/${claim.name} ${claim.application}`);
    expect(rendering(prod)).toEqual([
      'payments/prod argocd/clusters-payments',
      'orders/prod argocd/clusters-orders',
    ]);
    // A file of that name in another repository is another file.
    expect(rendering('values.yaml')).toEqual(['argocd/prod argocd/hub']);
  });
});
