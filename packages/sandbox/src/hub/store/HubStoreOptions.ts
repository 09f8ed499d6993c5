import { Clock } from './Clock';
import { KubeObject } from './types';

export interface HubStoreOptions {
  /** Where the state is kept; made if it is not there. */
  dir?: string;
  clock?: Clock;
  /** How many changes a watch can go back at least; default 5,000. */
  windowSize?: number;
  /** CRDs to serve from the start; default: those of Argo CD, Argo Workflows, Argo Events, Crossplane and the AWS provider. */
  crds?: KubeObject[];
  /** How long writes are gathered before they go to the disk, in milliseconds; default 50. */
  flushAfterMs?: number;
  /** How many changes are logged before the log is replaced by a snapshot; default 50,000. */
  compactAfter?: number;
}
