import type { StreamMessage } from '@spokeport/backstage-plugin-tenant-clusters-common';

/**
 * How current a page is: `live` while the stream is open, `reconnecting` for a short while after it broke, `stale` when it could not be
 * opened for longer.
 * @public
 */
export type LiveStatus = 'connecting' | 'live' | 'reconnecting' | 'stale';

/**
 * `changes`: what changed. `snapshot`: something may have been missed, read anew.
 * @public
 */
export type ClusterStreamEvent =
  | { type: 'changes'; message: StreamMessage }
  | { type: 'snapshot' };

/** Changes of clusters as they happen, over a connection that opens itself again. @public */
export interface ClusterStream {
  /** Listens until the returned function is called. */
  subscribe(listener: (event: ClusterStreamEvent) => void): () => void;
  getStatus(): LiveStatus;
  /** Calls on each change of the status, until the returned function is called. */
  onStatus(listener: () => void): () => void;
}
