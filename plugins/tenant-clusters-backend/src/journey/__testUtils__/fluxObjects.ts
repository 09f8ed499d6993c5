import type { WireObject } from './Sample';

interface Options {
  namespace?: string;
  metadata?: Record<string, unknown>;
  spec?: Record<string, unknown>;
  status?: Record<string, unknown>;
}

export const FLUX_COMMIT = 'a'.repeat(40);

/** The id of a claim of the sample platform in an inventory of Flux. */
export const inventoryId = (claim: WireObject) =>
  [
    claim.metadata.namespace ?? '',
    claim.metadata.name,
    claim.apiVersion.split('/')[0],
    claim.kind,
  ].join('_');

export const inventoryOf = (...claims: WireObject[]) => ({
  inventory: {
    entries: claims.map(claim => ({ id: inventoryId(claim), v: 'v1alpha1' })),
  },
});

/** A condition Ready as Flux's controllers write it (fluxcd/pkg:apis/meta/conditions.go). */
export const fluxReady = (
  status: 'True' | 'False' | 'Unknown',
  reason: string,
  message: string,
) => ({
  type: 'Ready',
  status,
  reason,
  message,
  observedGeneration: 1,
  lastTransitionTime: '2026-11-21T10:00:00Z',
});

/** A Kustomization that applied the commit aaa… of the platform repository (fluxcd/kustomize-controller:docs/spec/v1/kustomizations.md). */
export function kustomizationObject(
  name: string,
  options: Options = {},
): WireObject {
  const { namespace = 'flux-system' } = options;
  const revision = `main@sha1:${FLUX_COMMIT}`;
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: {
      name,
      namespace,
      uid: `ks-${name}`,
      generation: 1,
      creationTimestamp: '2026-11-21T09:00:00Z',
      ...options.metadata,
    },
    spec: {
      interval: '10m',
      path: './tenants',
      prune: true,
      sourceRef: { kind: 'GitRepository', name: 'platform' },
      ...options.spec,
    },
    status: {
      conditions: [
        fluxReady(
          'True',
          'ReconciliationSucceeded',
          `Applied revision: ${revision}`,
        ),
      ],
      lastAppliedRevision: revision,
      lastAttemptedRevision: revision,
      observedGeneration: 1,
      ...options.status,
    },
  };
}

/** A HelmRelease of a chart that is in the platform repository (fluxcd/helm-controller:docs/spec/v2/helmreleases.md). */
export function helmReleaseObject(
  name: string,
  options: Options = {},
): WireObject {
  const { namespace = 'flux-system' } = options;
  const version = `0.1.0+${FLUX_COMMIT.slice(0, 12)}`;
  return {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: {
      name,
      namespace,
      uid: `hr-${name}`,
      generation: 1,
      creationTimestamp: '2026-11-21T09:00:00Z',
      ...options.metadata,
    },
    spec: {
      interval: '10m',
      chart: {
        spec: {
          chart: './charts/clusters',
          reconcileStrategy: 'Revision',
          sourceRef: { kind: 'GitRepository', name: 'platform' },
        },
      },
      ...options.spec,
    },
    status: {
      conditions: [
        fluxReady(
          'True',
          'UpgradeSucceeded',
          `Helm upgrade succeeded for release payments/${name}.v2 with chart clusters@${version}`,
        ),
      ],
      history: [{ chartName: 'clusters', chartVersion: version, version: 2 }],
      lastAttemptedRevision: version,
      observedGeneration: 1,
      ...options.status,
    },
  };
}

/** The platform repository as Flux reads it (fluxcd/source-controller:docs/spec/v1/gitrepositories.md). */
export function gitRepositoryObject(
  name = 'platform',
  options: Options = {},
): WireObject {
  const { namespace = 'flux-system' } = options;
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: {
      name,
      namespace,
      uid: `git-${name}`,
      generation: 1,
      creationTimestamp: '2026-11-21T09:00:00Z',
      ...options.metadata,
    },
    spec: {
      interval: '1m',
      url: 'http://localhost:7008/acme/platform.git',
      ref: { branch: 'main' },
      ...options.spec,
    },
    status: {
      artifact: { revision: `main@sha1:${FLUX_COMMIT}` },
      conditions: [
        fluxReady(
          'True',
          'Succeeded',
          `stored artifact for revision 'main@sha1:${FLUX_COMMIT}'`,
        ),
      ],
      observedGeneration: 1,
      ...options.status,
    },
  };
}
