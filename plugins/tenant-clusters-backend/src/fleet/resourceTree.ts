import type { ObjectReference, ProjectedObject } from '../projections';
import type { FleetReader } from './types';

/** An object with what it refers to, and so on. */
export interface ResourceTree {
  reference: ObjectReference;
  /** Undefined for a reference that leads to nothing. */
  object?: ProjectedObject;
  /** Empty as well for what stands elsewhere in the tree: its own branch is there. */
  children: ResourceTree[];
  /** Set where the same object, or reference, was met before: nearer to the root, or in an earlier branch. */
  repeated?: true;
}

/** More than any Composition makes; keeps a hostile hub from filling the memory. */
const MAX_NODES = 20_000;

/**
 * Everything below an object, to any depth: what claims and XRs refer to, and what refers to them as its controller without
 * being referred to. Each object has one branch, wherever it is met again, so that circles end.
 */
export function resourceTree(
  fleet: Pick<FleetReader, 'children' | 'ownedBy'>,
  root: ProjectedObject,
): ResourceTree {
  const tree = nodeOf(root);
  const met = new Set([keyOf(tree)]);
  // Breadth first, without recursion: a chain of XRs may be as long as somebody likes.
  const waiting = [tree];
  for (let node = waiting.shift(); node; node = waiting.shift()) {
    for (const child of node.object ? below(fleet, node.object) : []) {
      if (met.size >= MAX_NODES) {
        return tree;
      }
      const key = keyOf(child);
      node.children.push(child);
      if (met.has(key)) {
        child.repeated = true;
      } else {
        met.add(key);
        waiting.push(child);
      }
    }
  }
  return tree;
}

function below(
  fleet: Pick<FleetReader, 'children' | 'ownedBy'>,
  object: ProjectedObject,
): ResourceTree[] {
  const referred = fleet.children(object).map(
    ({ reference, object: child }): ResourceTree => ({
      reference,
      ...(child && { object: child }),
      children: [],
    }),
  );
  const known = new Set(referred.map(child => child.object?.uid));
  const owned = fleet
    .ownedBy(object.hub, object.uid)
    .filter(({ uid }) => !known.has(uid));
  return [...referred, ...owned.map(nodeOf)];
}

function nodeOf(object: ProjectedObject): ResourceTree {
  const { apiVersion, kind, namespace, name } = object;
  return {
    reference: { apiVersion, kind, namespace, name },
    object,
    children: [],
  };
}

function keyOf({ reference, object }: ResourceTree): string {
  const { apiVersion, kind, namespace = '', name } = reference;
  return object?.uid ?? `${apiVersion}/${kind}/${namespace}/${name}`;
}
