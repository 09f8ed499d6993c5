import {
  crd,
  type SimulatedHub,
} from '../hubs/__testUtils__/startSimulatedHub';

const GROUP = 'platform.spokeport.dev';
const VERSION = `${GROUP}/v1alpha1`;

/** Makes a hub know clusters, as Crossplane does it for an XRD. */
export function createClusterKind(store: SimulatedHub['store']): void {
  store.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'payments' },
  });
  store.create(
    crd({
      group: GROUP,
      kind: 'TenantCluster',
      plural: 'tenantclusters',
      scope: 'Namespaced',
      categories: ['claim'],
    }),
  );
  store.create(
    crd({
      group: GROUP,
      kind: 'XTenantCluster',
      plural: 'xtenantclusters',
      categories: ['composite'],
    }),
  );
  store.create({
    apiVersion: 'apiextensions.crossplane.io/v1',
    kind: 'CompositeResourceDefinition',
    metadata: {
      name: `xtenantclusters.${GROUP}`,
      labels: { 'spokeport.dev/cluster': 'true' },
    },
    spec: {
      group: GROUP,
      names: { kind: 'XTenantCluster', plural: 'xtenantclusters' },
      claimNames: { kind: 'TenantCluster', plural: 'tenantclusters' },
      versions: [{ name: 'v1alpha1', served: true, referenceable: true }],
    },
  });
}

/** A claim of tenant payments with its XR, and what that refers to. */
export function createCluster(
  store: SimulatedHub['store'],
  name: string,
  resourceRefs: { apiVersion: string; kind: string; name: string }[] = [],
): void {
  store.create({
    apiVersion: VERSION,
    kind: 'TenantCluster',
    metadata: {
      name,
      namespace: 'payments',
      labels: { 'spokeport.dev/tenant': 'payments' },
    },
    spec: {
      region: 'eu-west-1',
      resourceRef: {
        apiVersion: VERSION,
        kind: 'XTenantCluster',
        name: `${name}-x`,
      },
    },
  });
  store.create({
    apiVersion: VERSION,
    kind: 'XTenantCluster',
    metadata: { name: `${name}-x` },
    spec: {
      claimRef: {
        apiVersion: VERSION,
        kind: 'TenantCluster',
        namespace: 'payments',
        name,
      },
      resourceRefs,
    },
  });
}
