import type { Progress } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetReader } from '../../fleet/types';
import { objectDigest } from './objectDigest';
import { countsInProgress, treeProgress } from './treeProgress';
import type { WalkedNode } from './walkResources';

/**
 * The walked tree of a subject with what is found in it again and again, kept up to date node by node: trees have a hundred nodes,
 * and mostly one of them changes.
 */
export interface ResourceTree {
  nodes: WalkedNode[];
  /** Where the object of a uid stands among the nodes. */
  indexOf: ReadonlyMap<string, number>;
  progress: Progress;
  composites: WalkedNode[];
  /** References that lead to nothing. */
  missing: WalkedNode[];
  /** Uids of objects that warnings are about. */
  warned: ReadonlySet<string>;
  /** Two sums of 32 bits, which are others whenever any object is shown in another way. */
  shown: readonly [number, number];
}

/** Of a subject of which nothing is there. */
export const EMPTY_TREE: ResourceTree = {
  nodes: [],
  indexOf: new Map(),
  progress: { ready: 0, known: 0 },
  composites: [],
  missing: [],
  warned: new Set(),
  shown: [0, 0],
};

const LOW = 0x9e3779b1;
const HIGH = 0x85ebca6b;

/** What a node adds to {@link ResourceTree.shown}: its place counts. */
function shownAt(node: WalkedNode, index: number): [number, number] {
  if (!node.object) {
    return [0, 0];
  }
  const { shown } = objectDigest(node.object);
  const place = Math.imul(index + 1, LOW) ^ node.depth;
  return [
    Math.imul(Math.floor(shown / 4294967296) ^ place, HIGH) | 0,
    (Math.imul((shown | 0) + place, LOW) ^ (shown >>> 15)) | 0,
  ];
}

/** Looks a walked tree through. */
export function treeOf(fleet: FleetReader, nodes: WalkedNode[]): ResourceTree {
  const indexOf = new Map<string, number>();
  const warned = new Set<string>();
  let [high, low] = [0, 0];
  nodes.forEach((node, index) => {
    const { id, object } = node;
    if (object) {
      indexOf.set(id, index);
      const [moreHigh, moreLow] = shownAt(node, index);
      high = (high + moreHigh) | 0;
      low = (low + moreLow) | 0;
      if (fleet.warnings(object.hub, id).length > 0) {
        warned.add(id);
      }
    }
  });
  return {
    nodes,
    indexOf,
    warned,
    progress: treeProgress(nodes),
    composites: nodes.filter(({ object }) => object?.role === 'composite'),
    missing: nodes.filter(({ object }) => !object),
    shown: [high, low],
  };
}

/** The tree with another node of the same role at a place, about which and below which nothing else changed. */
export function withNode(
  tree: ResourceTree,
  index: number,
  node: WalkedNode,
): ResourceTree {
  const before = tree.nodes[index];
  const nodes = [...tree.nodes];
  nodes[index] = node;
  const [high, low] = tree.shown;
  const [lessHigh, lessLow] = shownAt(before, index);
  const [moreHigh, moreLow] = shownAt(node, index);
  const was = countsInProgress(tree.nodes, before);
  const is = countsInProgress(nodes, node);
  return {
    ...tree,
    nodes,
    composites:
      node.object?.role === 'composite'
        ? tree.composites.map(other => (other === before ? node : other))
        : tree.composites,
    shown: [(high - lessHigh + moreHigh) | 0, (low - lessLow + moreLow) | 0],
    progress: {
      ready: tree.progress.ready + is.ready - was.ready,
      known: tree.progress.known + is.known - was.known,
    },
  };
}

/** The tree after a look whether warnings are about an object of it. */
export function withWarnings(
  fleet: FleetReader,
  tree: ResourceTree,
  hub: string,
  uid: string,
): ResourceTree {
  const isWarned = fleet.warnings(hub, uid).length > 0;
  if (isWarned === tree.warned.has(uid)) {
    return tree;
  }
  const warned = new Set(tree.warned);
  if (isWarned) {
    warned.add(uid);
  } else {
    warned.delete(uid);
  }
  return { ...tree, warned };
}
