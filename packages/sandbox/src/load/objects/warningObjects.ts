import { LoadObject } from '../LoadCollection';
import { apiVersionOf, KINDS } from '../LoadKind';
import { uidOf } from '../SeededRandom';
import recorded from '../recorded/warningEvent.json';
import { PlannedCluster, timeOf } from './FleetPlan';

/** Something that a warning can be about. */
export interface Involved {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
  uid: string;
}

const REASONS = [
  'ComposeResources',
  'CannotObserveExternalResource',
  'CannotUpdateExternalResource',
  'ReconcileError',
];

/** A claim, its XR or its network. */
export function involvedOf(cluster: PlannedCluster, which: number): Involved {
  const apiVersion = apiVersionOf(KINDS.claim);
  switch (which % 3) {
    case 0:
      return {
        apiVersion,
        kind: KINDS.claim.kind,
        namespace: cluster.tenant,
        name: cluster.name,
        uid: cluster.claimUid,
      };
    case 1:
      return {
        apiVersion,
        kind: KINDS.composite.kind,
        name: cluster.compositeName,
        uid: cluster.compositeUid,
      };
    default:
      return {
        apiVersion,
        kind: KINDS.network.kind,
        name: cluster.networkName,
        uid: cluster.networkUid,
      };
  }
}

export function warningOf(
  seed: number,
  index: number,
  cluster: PlannedCluster,
  involved: Involved,
): LoadObject {
  const reason = REASONS[index % REASONS.length];
  const at = timeOf(cluster.createdAt, 30 + (index % 800));
  return {
    ...recorded,
    metadata: {
      ...recorded.metadata,
      name: `${involved.name}.${uidOf(seed, 'warning', index).slice(0, 13)}`,
      // Events of what has no namespace are in the default one.
      namespace: involved.namespace ?? 'default',
      uid: uidOf(seed, 'warning', index),
      creationTimestamp: at,
    },
    count: 1 + (index % 40),
    firstTimestamp: at,
    lastTimestamp: timeOf(cluster.createdAt, 900 + (index % 800)),
    involvedObject: { ...involved, resourceVersion: '1' },
    reason,
    message: `cannot apply composed resources: cannot update "${involved.name}": the object has been modified; please apply your changes to the latest version and try again (${index})`,
    source: { component: 'crossplane' },
    reportingComponent: 'crossplane',
    type: 'Warning',
  };
}
