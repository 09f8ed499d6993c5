import type { FleetReader } from '../../fleet/types';
import { sameContent } from '../../fleet';
import type { ProjectedClaim, ProjectedObject } from '../../projections/types';
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

/** Whether an object refers to the same others as before. */
function hasSameBranches(
  before: ProjectedObject | undefined,
  after: ProjectedObject,
): boolean {
  return (
    after.role === 'managed' ||
    (after.role === 'composite' &&
      before?.role === 'composite' &&
      sameContent(before.resources, after.resources))
  );
}

/**
 * Brings the tree of a claim up to date. Most changes are those of a single object that refers to the same others as before, if to
 * any: such a node is replaced. Where references changed, or lead to nothing yet, the claim is walked anew.
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
      if (!hasSameBranches(node.object, object)) {
        return walkAnew();
      }
      const { role, state } = objectDigest(object);
      const updated = { ...node, reference: object, object, role, state };
      tree = withNode(tree, index, updated);
      changed.push(updated);
    }
    tree = withWarnings(fleet, tree, hub, uid);
  }
  return { tree, changed };
}
