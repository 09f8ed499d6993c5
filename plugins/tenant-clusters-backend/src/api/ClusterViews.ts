import type { ClusterRef } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClusterView } from '../journey/types';

/** Which cluster is meant; the first of its name where `kind` is left out. */
export interface ClusterAddress {
  hub: string;
  namespace: string;
  name: string;
  kind?: string;
}

/** Every cluster, put into words and kept current in memory. What the doors read. */
export interface ClusterViews {
  /** Another array whenever one of them is another, and never changed: who has seen it knows what it holds. */
  views(): ClusterView[];
  /** Claims that are no clusters; the same holds for the array. */
  infrastructure(): ClusterView[];
  /** Of both, those that were removed not long ago; {@link ClusterViews.view} finds them too. */
  removed(): ClusterView[];
  view(address: ClusterAddress): ClusterView | undefined;
  /**
   * Called after views changed, came or went, with the refs of those that changed or came and of those that went; without any where
   * it is not known which. Returns the unsubscribe function.
   */
  subscribe(
    listener: (changed?: ClusterRef[], gone?: ClusterRef[]) => void,
  ): () => void;
}
