import {
  SPOKEPORT_LABELS,
  type WorkflowSummary,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { revisionOf } from '../../projections/revisionOf';
import { cleanText, quote } from '../../journey';
import type { ProjectedWorkflow } from '../../projections/types';
import { searchText } from '../list/matchesWords';
import { addressKey } from './IndexedCluster';

const PHASES = [
  'Pending',
  'Running',
  'Succeeded',
  'Failed',
  'Error',
] as const satisfies WorkflowSummary['phase'][];

const STATES: Record<WorkflowSummary['phase'], WorkflowSummary['state']> = {
  Pending: 'waiting',
  Running: 'active',
  Succeeded: 'done',
  Failed: 'failed',
  Error: 'failed',
  Unknown: 'unknown',
};

/** A Workflow as lists show it, but for whose it is. */
export class IndexedWorkflow {
  readonly key: string;
  readonly object: ProjectedWorkflow;
  readonly summary: Omit<WorkflowSummary, 'cluster' | 'tenant' | 'via'>;
  readonly words: string;
  /** Uid of the claim that it says it ran for. */
  readonly claimUid: string | undefined;

  constructor(object: ProjectedWorkflow) {
    const { hub, namespace = '', name, uid, template, progress } = object;
    this.object = object;
    this.key = addressKey(object);
    this.claimUid = object.labels[SPOKEPORT_LABELS.claimUid];
    const phase =
      object.phase === ''
        ? 'Pending'
        : PHASES.find(known => known === object.phase) ?? 'Unknown';
    this.summary = {
      hub,
      namespace,
      name,
      uid,
      phase,
      state: STATES[phase],
      suspended: object.suspended,
      revision: String(revisionOf(object)),
      ...(template && { template: cleanText(template, 253) }),
      ...(progress && { progress: cleanText(progress, 40) }),
      ...(object.message && { message: quote(object.message) }),
      ...(object.createdAt && { createdAt: object.createdAt }),
      ...(object.startedAt && { startedAt: object.startedAt }),
      ...(object.finishedAt && { finishedAt: object.finishedAt }),
    };
    this.words = searchText([name, namespace, hub, template, phase]);
  }
}
