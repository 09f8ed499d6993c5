import type { FleetReader } from '../../fleet/types';
import type { ProjectedClaim } from '../../projections/types';
import { objectDigest } from './objectDigest';
import { walkResources } from './walkResources';
import type { WalkedNode } from './walkResources';

/** The tree of a claim, and which of its nodes are others than before. */
export interface UpdatedTree {
  nodes: WalkedNode[];
  changed: WalkedNode[];
}

/**
 * Brings the tree of a claim up to date. Most changes are those of a single managed resource, below which there is nothing: such
 * a node is replaced. Where anything changed that refers to others, or refers to nothing yet, the claim is walked anew.
 */
export function updateTree(
  fleet: FleetReader,
  claim: ProjectedClaim,
  before: WalkedNode[] | undefined,
): UpdatedTree {
  const walkAnew = () => {
    const nodes = walkResources(fleet, claim);
    return { nodes, changed: nodes };
  };
  if (before?.[0]?.object !== claim) {
    return walkAnew();
  }
  let nodes = before;
  const changed: WalkedNode[] = [];
  for (let index = 1; index < before.length; index++) {
    const node = before[index];
    const object = node.object && fleet.byUid(claim.hub, node.id);
    if (!object) {
      return walkAnew();
    }
    if (object !== node.object) {
      if (object.role !== 'managed') {
        return walkAnew();
      }
      const { role, state } = objectDigest(object);
      const updated = { ...node, object, role, state };
      nodes = nodes === before ? [...before] : nodes;
      nodes[index] = updated;
      changed.push(updated);
    }
  }
  return { nodes, changed };
}
