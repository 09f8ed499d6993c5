import { LoadObject } from '../LoadCollection';
import { apiVersionOf, LoadKind } from '../LoadKind';
import { uidOf } from '../SeededRandom';
import recorded from '../recorded/managed.json';
import { crossplaneConditions } from './conditions';
import { PlannedCluster, timeOf } from './FleetPlan';

/** How a composite names what it composes. */
export interface ManagedReference {
  apiVersion: string;
  kind: string;
  name: string;
  /** `crossplane.io/composition-resource-name`. */
  resourceName: string;
  ready: boolean;
}

/** Bytes of a managed resource of a cloud on the wire. */
const WIRE_SIZE = 3_300;
const GENERATION = 3;

export const DENIED =
  'create failed: async create failed: failed to create the resource: [{0 creating IAM Role (node): operation error IAM: CreateRole, https response error StatusCode: 403, api error AccessDenied: User: arn:aws:sts::111122223333:assumed-role/crossplane-provider is not authorized to perform: iam:CreateRole [] }]';

export interface PlannedManaged {
  cluster: PlannedCluster;
  /** Counts the resources of the whole fleet. */
  index: number;
  kind: LoadKind;
  state: 'ready' | 'creating' | 'denied';
  owner: Record<string, unknown>;
}

const resourceNameOf = ({ kind, index }: PlannedManaged) =>
  `${kind.kind.toLowerCase()}-${index % 100}`;

const nameOf = (planned: PlannedManaged) =>
  `${planned.cluster.compositeName}-${planned.index.toString(16)}`;

export function managedReference(planned: PlannedManaged): ManagedReference {
  return {
    apiVersion: apiVersionOf(planned.kind),
    kind: planned.kind.kind,
    name: nameOf(planned),
    resourceName: resourceNameOf(planned),
    ready: planned.state === 'ready',
  };
}

function conditionsOf(planned: PlannedManaged) {
  const at = timeOf(planned.cluster.createdAt, 60 + (planned.index % 600));
  switch (planned.state) {
    case 'ready':
      return crossplaneConditions({ at, generation: GENERATION });
    case 'creating':
      return crossplaneConditions({
        at,
        generation: GENERATION,
        unready: { reason: 'Creating' },
      });
    default:
      return crossplaneConditions({
        at,
        generation: GENERATION,
        unready: { reason: 'Creating' },
        unsynced: { reason: 'ReconcileError', message: DENIED },
      });
  }
}

export function managedOf(seed: number, planned: PlannedManaged): LoadObject {
  const { cluster, index, kind, owner } = planned;
  const id = `${kind.kind.toLowerCase()}-${index.toString(16)}`;
  const tags = {
    'crossplane-kind': `${kind.plural}.${kind.group}`,
    'crossplane-name': nameOf(planned),
    'crossplane-providerconfig': cluster.tenant,
    Environment: cluster.environment,
    Team: cluster.tenant,
  };
  const atProvider: Record<string, unknown> = {
    arn: `arn:aws:service:${cluster.region}:111122223333:${id}`,
    id,
    tags,
  };
  const object: LoadObject = {
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    metadata: {
      ...recorded.metadata,
      name: nameOf(planned),
      uid: uidOf(seed, 'managed', index),
      generateName: `${cluster.compositeName}-`,
      generation: GENERATION,
      creationTimestamp: timeOf(cluster.createdAt, 10),
      annotations: {
        'crossplane.io/composition-resource-name': resourceNameOf(planned),
        'crossplane.io/external-name': id,
      },
      labels: {
        'crossplane.io/claim-name': cluster.name,
        'crossplane.io/claim-namespace': cluster.tenant,
        'crossplane.io/composite': cluster.compositeName,
      },
      ownerReferences: [owner],
    },
    spec: {
      deletionPolicy: 'Delete',
      forProvider: { region: cluster.region, tags },
      initProvider: {},
      managementPolicies: ['*'],
      providerConfigRef: { name: cluster.tenant },
    },
    status: { atProvider, conditions: conditionsOf(planned) },
  };
  // What a provider reads back of its resource is most of a managed resource, and differs most in length.
  const missing = WIRE_SIZE - JSON.stringify(object).length - 40;
  if (missing > 0) {
    const statement = `{"Effect":"Allow","Action":"service:Describe${kind.kind}","Resource":"${id}"},`;
    atProvider.policy = statement
      .repeat(Math.ceil(missing / statement.length))
      .slice(0, Math.max(1, missing - missing / 10));
  }
  return object;
}
