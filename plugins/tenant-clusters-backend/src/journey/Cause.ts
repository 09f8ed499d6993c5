import type { Evidence } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { BlockerCause } from '@spokeport/backstage-plugin-tenant-clusters-node';

/** One unmet condition of a journey, with what it rests on. */
export interface Cause extends BlockerCause {
  evidence: Evidence[];
  /** The resource node that it lies in. */
  nodeId?: string;
  /** How deep in the tree; the deepest of several is nearest to the reason. */
  depth: number;
  /** Names what it lies in, for people. */
  resource: string;
}
