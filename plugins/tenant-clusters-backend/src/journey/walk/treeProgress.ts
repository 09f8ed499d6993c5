import type { Progress } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { objectDigest } from './objectDigest';
import type { WalkedNode } from './walkResources';

/**
 * How many resources are ready of those known so far. Counted are leaves that have a Ready condition, and nested XRs; objects
 * without one say nothing. The claim and its own XR are what is being made, not parts of it.
 */
export function treeProgress(nodes: WalkedNode[]): Progress {
  const [root] = nodes;
  const hasOwnComposite =
    root?.object?.role === 'claim' && root.object.form === 'claim';
  const parts = nodes.filter(
    ({ object, depth }) =>
      depth > (hasOwnComposite ? 1 : 0) &&
      object &&
      objectDigest(object).hasReady,
  );
  return {
    ready: parts.filter(({ object }) => object && objectDigest(object).isReady)
      .length,
    known: parts.length,
  };
}
