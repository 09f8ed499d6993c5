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
  views(): ClusterView[];
  /** Claims that are no clusters. */
  infrastructure(): ClusterView[];
  /** Of both, those that were removed not long ago; {@link ClusterViews.view} finds them too. */
  removed(): ClusterView[];
  view(address: ClusterAddress): ClusterView | undefined;
  /** Called after views changed, came or went; returns the unsubscribe function. */
  subscribe(listener: () => void): () => void;
}
