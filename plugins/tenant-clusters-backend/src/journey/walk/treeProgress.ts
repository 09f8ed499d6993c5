import type { Progress } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { objectDigest } from './objectDigest';
import type { WalkedNode } from './walkResources';

const NOTHING: Progress = { ready: 0, known: 0 };
const UNREADY: Progress = { ready: 0, known: 1 };
const READY: Progress = { ready: 1, known: 1 };

/**
 * What a node adds to the progress of its tree. Counted are leaves that have a Ready condition, and nested XRs; objects without
 * one say nothing. The claim and its own XR are what is being made, not parts of it.
 */
export function countsInProgress(
  [root]: WalkedNode[],
  { object, depth }: WalkedNode,
): Progress {
  const hasOwnComposite =
    root?.object?.role === 'claim' && root.object.form === 'claim';
  if (!object || depth <= (hasOwnComposite ? 1 : 0)) {
    return NOTHING;
  }
  const { hasReady, isReady } = objectDigest(object);
  if (!hasReady) {
    return NOTHING;
  }
  return isReady ? READY : UNREADY;
}

/** How many resources are ready of those known so far. */
export function treeProgress(nodes: WalkedNode[]): Progress {
  let [ready, known] = [0, 0];
  for (const node of nodes) {
    const counts = countsInProgress(nodes, node);
    ready += counts.ready;
    known += counts.known;
  }
  return { ready, known };
}
