import { LoadObject } from '../LoadCollection';
import { apiVersionOf, KINDS } from '../LoadKind';
import { uidOf } from '../SeededRandom';
import recordedClaim from '../recorded/claim.json';
import recordedEvent from '../recorded/clusterEvent.json';
import recordedComposite from '../recorded/composite.json';
import recordedNetwork from '../recorded/network.json';
import { crossplaneConditions } from './conditions';
import { isProvisioned, PlannedCluster, timeOf } from './FleetPlan';
import { ManagedReference } from './managedObjects';

const PLATFORM = apiVersionOf(KINDS.claim);
const GENERATION = 4;

const crossplaneLabels = (cluster: PlannedCluster) => ({
  'crossplane.io/claim-name': cluster.name,
  'crossplane.io/claim-namespace': cluster.tenant,
  'crossplane.io/composite': cluster.compositeName,
});

const trackingId = (cluster: PlannedCluster) =>
  `tenant-${cluster.tenant}:${KINDS.claim.group}/TenantCluster:${cluster.tenant}/${cluster.name}`;

function fieldsOf(cluster: PlannedCluster) {
  return {
    region: cluster.region,
    kubernetesVersion: '1.33',
    size: cluster.size,
    network: { cidr: cluster.cidr },
    members: ['ana.souza', 'lia.moreira'],
    addons: cluster.addons,
  };
}

/** Not ready yet, in the words of the claim controller. */
const waiting = (cluster: PlannedCluster) =>
  isProvisioned(cluster)
    ? undefined
    : {
        reason: 'Waiting',
        message: 'Claim is waiting for composite resource to become Ready',
      };

function deletion(cluster: PlannedCluster) {
  return cluster.phase === 'removing'
    ? {
        deletionTimestamp: timeOf(cluster.createdAt, 90_000),
        deletionGracePeriodSeconds: 0,
      }
    : {};
}

export function claimOf(cluster: PlannedCluster): LoadObject {
  const spec = fieldsOf(cluster);
  const labels = {
    'spokeport.dev/tenant': cluster.tenant,
    'spokeport.dev/environment': cluster.environment,
  };
  return {
    apiVersion: PLATFORM,
    kind: KINDS.claim.kind,
    metadata: {
      ...recordedClaim.metadata,
      ...deletion(cluster),
      name: cluster.name,
      namespace: cluster.tenant,
      uid: cluster.claimUid,
      generation: GENERATION,
      creationTimestamp: timeOf(cluster.createdAt),
      labels,
      annotations: {
        'argocd.argoproj.io/tracking-id': trackingId(cluster),
        'spokeport.dev/requested-by': 'user:default/ana.souza',
        'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
          apiVersion: PLATFORM,
          kind: KINDS.claim.kind,
          metadata: { name: cluster.name, namespace: cluster.tenant, labels },
          spec,
        }),
      },
    },
    spec: {
      ...spec,
      compositeDeletePolicy: 'Background',
      compositionRef: { name: 'xtenantclusters' },
      compositionRevisionRef: { name: 'xtenantclusters-978ea32' },
      resourceRef: {
        apiVersion: PLATFORM,
        kind: KINDS.composite.kind,
        name: cluster.compositeName,
      },
    },
    status: {
      conditions: crossplaneConditions({
        at: timeOf(cluster.createdAt, 900),
        generation: GENERATION,
        unready: waiting(cluster),
      }),
    },
  };
}

/** The XR; `resources` are those that it composes beside the network and the event. */
export function compositeOf(
  cluster: PlannedCluster,
  resources: ManagedReference[],
): LoadObject {
  const generation = 6;
  return {
    ...recordedComposite,
    apiVersion: PLATFORM,
    kind: KINDS.composite.kind,
    metadata: {
      ...recordedComposite.metadata,
      ...deletion(cluster),
      name: cluster.compositeName,
      uid: cluster.compositeUid,
      generation,
      creationTimestamp: timeOf(cluster.createdAt),
      labels: crossplaneLabels(cluster),
      annotations: { 'argocd.argoproj.io/tracking-id': trackingId(cluster) },
    },
    spec: {
      ...fieldsOf(cluster),
      claimRef: {
        apiVersion: PLATFORM,
        kind: KINDS.claim.kind,
        name: cluster.name,
        namespace: cluster.tenant,
      },
      compositionRef: { name: 'xtenantclusters' },
      compositionRevisionRef: { name: 'xtenantclusters-978ea32' },
      compositionUpdatePolicy: 'Automatic',
      resourceRefs: [
        {
          apiVersion: PLATFORM,
          kind: KINDS.network.kind,
          name: cluster.networkName,
        },
        ...resources.map(({ apiVersion, kind, name }) => ({
          apiVersion,
          kind,
          name,
        })),
        ...(isProvisioned(cluster)
          ? [
              {
                apiVersion: 'v1',
                kind: 'ConfigMap',
                name: `cluster-event-${cluster.name}`,
                namespace: 'crossplane-system',
              },
            ]
          : []),
      ],
    },
    status: {
      conditions: crossplaneConditions({
        at: timeOf(cluster.createdAt, 890),
        generation,
        unready: isProvisioned(cluster)
          ? undefined
          : {
              reason: 'Creating',
              message: `Unready resources: ${resources
                .filter(({ ready }) => !ready)
                .slice(0, 3)
                .map(({ resourceName }) => resourceName)
                .join(', ')}`,
            },
      }),
    },
  };
}

/** The network that an XR composes: an XR of its own. */
export function networkOf(
  cluster: PlannedCluster,
  resources: ManagedReference[],
): LoadObject {
  const generation = 5;
  return {
    ...recordedNetwork,
    apiVersion: PLATFORM,
    kind: KINDS.network.kind,
    metadata: {
      ...recordedNetwork.metadata,
      name: cluster.networkName,
      uid: cluster.networkUid,
      generation,
      creationTimestamp: timeOf(cluster.createdAt, 5),
      labels: crossplaneLabels(cluster),
      ownerReferences: [ownedByComposite(cluster)],
    },
    spec: {
      ...recordedNetwork.spec,
      region: cluster.region,
      resourceRefs: resources.map(({ apiVersion, kind, name }) => ({
        apiVersion,
        kind,
        name,
      })),
    },
    status: {
      conditions: crossplaneConditions({
        at: timeOf(cluster.createdAt, 300),
        generation,
      }),
    },
  };
}

export function ownedByComposite(cluster: PlannedCluster) {
  return {
    apiVersion: PLATFORM,
    kind: KINDS.composite.kind,
    name: cluster.compositeName,
    uid: cluster.compositeUid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

export function ownedByNetwork(cluster: PlannedCluster) {
  return {
    ...ownedByComposite(cluster),
    kind: KINDS.network.kind,
    name: cluster.networkName,
    uid: cluster.networkUid,
  };
}

/** The ConfigMap that announces a cluster that is up. */
export function clusterEventOf(cluster: PlannedCluster): LoadObject {
  return {
    ...recordedEvent,
    metadata: {
      ...recordedEvent.metadata,
      name: `cluster-event-${cluster.name}`,
      namespace: 'crossplane-system',
      uid: cluster.eventUid,
      creationTimestamp: timeOf(cluster.createdAt, 880),
      labels: {
        ...crossplaneLabels(cluster),
        'spokeport.dev/event': 'cluster',
        'spokeport.dev/tenant': cluster.tenant,
        'spokeport.dev/name': cluster.name,
        'spokeport.dev/claim-uid': cluster.claimUid,
        'spokeport.dev/composite-uid': cluster.compositeUid,
      },
      ownerReferences: [ownedByComposite(cluster)],
    },
  };
}

/** Argo CD's secret for a cluster, as the handover stamps it. Its data is made up: nobody is to read it. */
export function clusterSecretOf(
  seed: number,
  cluster: PlannedCluster,
): LoadObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'Opaque',
    metadata: {
      name: `cluster-${cluster.name}`,
      namespace: 'argocd',
      uid: uidOf(seed, 'secret', cluster.index),
      creationTimestamp: timeOf(cluster.createdAt, 960),
      labels: {
        'argocd.argoproj.io/secret-type': 'cluster',
        environment: cluster.environment,
        tenant: cluster.tenant,
      },
      annotations: {
        'spokeport.dev/name': cluster.name,
        'spokeport.dev/server': `https://${cluster.name}.eks.example.org`,
        'spokeport.dev/claim-uid': cluster.claimUid,
      },
    },
    data: { name: Buffer.from(cluster.name).toString('base64') },
  };
}
