import type { FleetReader } from '../../fleet/types';
import type { ProjectedClaim } from '../../projections/types';
import { objectDigest } from './objectDigest';
import {
  treeOf,
  withNode,
  withWarnings,
  type ResourceTree,
} from './ResourceTree';
import { walkResources, type WalkedNode } from './walkResources';

/** The tree of a claim, and which of its nodes are others than before. */
export interface UpdatedTree {
  tree: ResourceTree;
  changed: WalkedNode[];
}

/** A tree as it was, and what may have changed since. */
export interface TreeBefore {
  tree: ResourceTree;
  /** Uids of the objects that changed, or about which a warning did; undefined where anything may have. */
  moved?: ReadonlySet<string>;
}

/**
 * Brings the tree of a claim up to date. Most changes are those of a single managed resource, below which there is nothing: such
 * a node is replaced. Where anything changed that refers to others, or refers to nothing yet, the claim is walked anew.
 */
export function updateTree(
  fleet: FleetReader,
  claim: ProjectedClaim,
  before: TreeBefore | undefined,
): UpdatedTree {
  const walkAnew = () => {
    const nodes = walkResources(fleet, claim);
    return { tree: treeOf(fleet, nodes), changed: nodes };
  };
  if (!before || before.tree.nodes[0]?.object !== claim) {
    return walkAnew();
  }
  const { indexOf, missing } = before.tree;
  const { hub } = claim;
  let { tree } = before;
  if (!before.moved && missing.length > 0) {
    return walkAnew();
  }
  const changed: WalkedNode[] = [];
  for (const uid of before.moved ?? indexOf.keys()) {
    const index = indexOf.get(uid);
    if (index === undefined) {
      continue;
    }
    const node = tree.nodes[index];
    const object = index === 0 ? claim : fleet.byUid(hub, uid);
    if (!object) {
      return walkAnew();
    }
    if (object !== node.object) {
      if (object.role !== 'managed') {
        return walkAnew();
      }
      const { role, state } = objectDigest(object);
      const updated = { ...node, object, role, state };
      tree = withNode(tree, index, updated);
      changed.push(updated);
    }
    tree = withWarnings(fleet, tree, hub, uid);
  }
  return { tree, changed };
}
