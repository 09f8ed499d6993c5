import type { FleetReader } from '../../fleet/types';
import type { RememberedNode } from '../../history/TreeMemory';
import type { ProjectedClaim, ProjectedObject } from '../../projections/types';
import type { LinkedEvent } from '../correlate/clusterEvents';
import type { Registration } from '../correlate/registration';
import { objectDigest } from './objectDigest';
import type { WalkedNode } from './walkResources';

/**
 * Whether a managed resource leaves what it made in the cloud when it goes: `deletionPolicy: Orphan`, or management policies
 * without Delete (crossplane/crossplane-runtime:pkg/reconciler/managed/policies.go).
 */
export function isOrphaned(object: ProjectedObject): boolean {
  if (object.role !== 'managed') {
    return false;
  }
  const { deletionPolicy, managementPolicies } = object;
  return (
    deletionPolicy === 'Orphan' ||
    (managementPolicies.length > 0 &&
      !managementPolicies.includes('*') &&
      !managementPolicies.includes('Delete'))
  );
}

function nodeOf(object: ProjectedObject, orphaned: boolean): RememberedNode {
  const { uid, apiVersion, kind, namespace, name } = object;
  return {
    uid,
    apiVersion,
    kind,
    ...(namespace && { namespace }),
    name,
    orphaned,
  };
}

/**
 * What has to be remembered of a claim for the time when it is gone: the claim itself, all that was made for it, its event and
 * its registration. The last two are marked as staying, since nothing of Crossplane takes them away.
 */
export function treeToRemember(options: {
  claim: ProjectedClaim;
  nodes: WalkedNode[];
  events: LinkedEvent[];
  registrations: Registration[];
}): RememberedNode[] {
  const { claim, nodes, events, registrations } = options;
  return [
    nodeOf(claim, false),
    ...nodes.flatMap(({ object }) =>
      object && object.uid !== claim.uid
        ? [nodeOf(object, isOrphaned(object))]
        : [],
    ),
    ...events.map(({ event }) => nodeOf(event, true)),
    ...registrations.map(({ secret }) => nodeOf(secret, true)),
  ];
}

/** Kinds of what Crossplane does not delete with the claim. */
const isBeside = ({ apiVersion, kind, orphaned }: RememberedNode) =>
  orphaned && apiVersion === 'v1' && ['ConfigMap', 'Secret'].includes(kind);

export interface RememberedParts {
  /** What was made for the claim. */
  made: RememberedNode[];
  /** Secrets by which it was registered. */
  registrations: RememberedNode[];
}

/** Tells what was made for a claim from what stood beside it. */
export function rememberedParts(
  tree: RememberedNode[],
  claimUid: string,
): RememberedParts {
  return {
    made: tree.filter(node => node.uid !== claimUid && !isBeside(node)),
    registrations: tree.filter(
      node => isBeside(node) && node.kind === 'Secret',
    ),
  };
}

/** What of a remembered tree is still there, all at one level: the references between them are gone. */
export function remainingNodes(
  fleet: FleetReader,
  hub: string,
  made: RememberedNode[],
): WalkedNode[] {
  return made.flatMap(({ uid, apiVersion, kind, namespace, name }) => {
    const object = fleet.byUid(hub, uid);
    if (!object) {
      return [];
    }
    return [
      {
        id: uid,
        depth: 0,
        reference: { apiVersion, kind, namespace, name },
        object,
        role: objectDigest(object).role,
        state: objectDigest(object).state,
      },
    ];
  });
}
