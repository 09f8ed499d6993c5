import type { Blocker } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { Sample } from '../../__testUtils__/Sample';
import type { ClusterSubject } from '../../types';

export const MINUTE = 60_000;

/** A situation that one explainer is to explain, and all that people then read. */
export interface ExplainerCase {
  reason: string;
  id: string;
  /** Where the message or object is from: recorded from a real controller, or cited from a source. */
  from: string;
  sample: () => Sample;
  /** The cluster that it is about; `prod` where left out. */
  cluster?: string;
  /** In place of what is found on the hub, for a cluster of which nothing is there any more. */
  subject?: ClusterSubject;
  title: string;
  detail?: string;
  next?: string;
  actor: Blocker['actor']['type'];
  /** Milliseconds; undefined where no person ever need act. */
  patience?: number;
}
