import { createHash } from 'node:crypto';
import { LoadObject } from '../LoadCollection';
import { KINDS } from '../LoadKind';
import { uidOf } from '../SeededRandom';
import recordedAddon from '../recorded/addonApplication.json';
import recordedTenant from '../recorded/application.json';
import { PlannedCluster, timeOf } from './FleetPlan';

/** Bytes of an Application on the wire. */
const WIRE_SIZE = 12_000;
const HUB_SERVER = 'https://kubernetes.default.svc';
const HISTORY = 5;

const sha = (...words: (string | number)[]) =>
  createHash('sha1').update(words.join('/')).digest('hex');

const entryOf = (index: number, namespace: string) => {
  const kinds: [string, string, string][] = [
    ['apps', 'v1', 'Deployment'],
    ['', 'v1', 'Service'],
    ['', 'v1', 'ConfigMap'],
    ['', 'v1', 'ServiceAccount'],
    ['rbac.authorization.k8s.io', 'v1', 'RoleBinding'],
    ['autoscaling', 'v2', 'HorizontalPodAutoscaler'],
  ];
  const [group, version, kind] = kinds[index % kinds.length];
  return {
    ...(group && { group }),
    version,
    kind,
    namespace,
    name: `component-${index}`,
    status: 'Synced',
    ...(kind === 'Deployment' && { health: { status: 'Healthy' } }),
  };
};

interface ApplicationFacts {
  name: string;
  uid: string;
  project: string;
  labels: Record<string, string>;
  destination: Record<string, string>;
  source: Record<string, unknown>;
  revision: string;
  createdAt: Date;
  owners?: unknown[];
  /** Entries that come before the ordinary ones. */
  resources: Record<string, unknown>[];
  health: string;
  sync: string;
}

function applicationOf(
  recorded: typeof recordedAddon | typeof recordedTenant,
  facts: ApplicationFacts,
): LoadObject {
  const { source, revision, destination, createdAt } = facts;
  const spec = {
    destination,
    project: facts.project,
    source,
    syncPolicy: { automated: { prune: true, selfHeal: true } },
  };
  const resources = [...facts.resources];
  const results: unknown[] = facts.resources.map(resource => ({
    ...resource,
    status: 'Synced',
    hookPhase: 'Running',
    syncPhase: 'Sync',
    message: 'unchanged',
  }));
  const object: LoadObject = {
    apiVersion: recorded.apiVersion,
    kind: recorded.kind,
    metadata: {
      creationTimestamp: timeOf(createdAt),
      generation: recorded.metadata.generation,
      managedFields: recorded.metadata.managedFields,
      name: facts.name,
      namespace: 'argocd',
      uid: facts.uid,
      labels: facts.labels,
      ...(facts.owners && { ownerReferences: facts.owners }),
    },
    spec,
    status: {
      ...recorded.status,
      health: {
        lastTransitionTime: timeOf(createdAt, 1_200),
        status: facts.health,
      },
      history: Array.from({ length: HISTORY }, (_, id) => ({
        id,
        deployStartedAt: timeOf(createdAt, 1_000 + id * 3_600),
        deployedAt: timeOf(createdAt, 1_003 + id * 3_600),
        initiatedBy: { automated: true },
        revision: id === HISTORY - 1 ? revision : sha(facts.name, id),
        source,
      })),
      operationState: {
        ...recorded.status.operationState,
        startedAt: timeOf(createdAt, 1_000 + (HISTORY - 1) * 3_600),
        finishedAt: timeOf(createdAt, 1_003 + (HISTORY - 1) * 3_600),
        operation: {
          initiatedBy: { automated: true },
          retry: { limit: 5 },
          sync: { prune: true, revision, source },
        },
        syncResult: { resources: results, revision, source },
      },
      reconciledAt: timeOf(createdAt, 80_000),
      resources,
      sync: {
        comparedTo: { destination, source },
        revision,
        status: facts.sync,
      },
    },
  };
  // An application is as long as what it deploys.
  let size = JSON.stringify(object).length;
  for (let index = 0; size < WIRE_SIZE; index++) {
    const entry = entryOf(index, destination.namespace ?? 'default');
    const result = {
      ...entry,
      hookPhase: 'Running',
      syncPhase: 'Sync',
      message: `${entry.kind.toLowerCase()}/${entry.name} configured`,
    };
    resources.push(entry);
    results.push(result);
    size += JSON.stringify(entry).length + JSON.stringify(result).length;
  }
  return object;
}

/** What deploys a tenant's claims to its hub. */
export function tenantApplicationOf(
  seed: number,
  tenant: string,
  clusters: PlannedCluster[],
): LoadObject {
  return applicationOf(recordedTenant, {
    name: `tenant-${tenant}`,
    uid: uidOf(seed, 'tenant-application', tenant),
    project: tenant,
    labels: { 'spokeport.dev/tenant': tenant },
    destination: { namespace: tenant, server: HUB_SERVER },
    source: {
      path: `tenants/${tenant}`,
      repoURL: 'https://github.com/acme/platform',
      targetRevision: 'main',
    },
    revision: sha(seed, 'platform'),
    createdAt: clusters[0]?.createdAt ?? new Date(0),
    resources: clusters.map(({ name }) => ({
      group: KINDS.claim.group,
      version: KINDS.claim.version,
      kind: KINDS.claim.kind,
      namespace: tenant,
      name,
      status: 'Synced',
    })),
    health: 'Healthy',
    sync: 'Synced',
  });
}

/** The `index`th application of a cluster: its add-ons first, then the bootstrap application, then the tenant's own. */
export function clusterApplicationOf(
  seed: number,
  cluster: PlannedCluster,
  index: number,
): LoadObject {
  const addon: string | undefined = cluster.addons[index];
  const isBootstrap = index === cluster.addons.length;
  const role =
    addon ?? (isBootstrap ? 'bootstrap' : `service-${String(index)}`);
  const name = addon
    ? `addon-${addon}-${cluster.name}`
    : `${role}-${cluster.name}`;
  const isTroubled = (cluster.index * 31 + index * 7) % 97 === 0;
  return applicationOf(recordedAddon, {
    name,
    uid: uidOf(seed, 'application', cluster.index, index),
    project: addon ? 'platform' : cluster.tenant,
    labels: {
      environment: cluster.environment,
      ...(addon && { 'spokeport.dev/addon': addon }),
      ...(isBootstrap && { 'spokeport.dev/bootstrap': 'true' }),
      ...(!addon && { 'spokeport.dev/tenant': cluster.tenant }),
    },
    destination: { name: cluster.name, namespace: role },
    source: addon
      ? {
          helm: {
            ignoreMissingValueFiles: true,
            valueFiles: [
              `$values/environments/${cluster.environment}/addons/${addon}/values.yaml`,
            ],
          },
          path: `charts/${addon}`,
          repoURL: 'https://github.com/acme/addons',
          targetRevision: 'main',
        }
      : {
          path: `overlays/${cluster.environment}`,
          repoURL: `https://github.com/acme/${cluster.tenant}-deploy`,
          targetRevision: 'main',
        },
    revision: sha(seed, role),
    createdAt: cluster.createdAt,
    owners: addon
      ? [
          {
            apiVersion: 'argoproj.io/v1alpha1',
            blockOwnerDeletion: true,
            controller: true,
            kind: 'ApplicationSet',
            name: `addons-${addon}`,
            uid: uidOf(seed, 'applicationset', cluster.hub, addon),
          },
        ]
      : undefined,
    resources: [],
    health: isTroubled ? 'Progressing' : 'Healthy',
    sync: isTroubled ? 'OutOfSync' : 'Synced',
  });
}
