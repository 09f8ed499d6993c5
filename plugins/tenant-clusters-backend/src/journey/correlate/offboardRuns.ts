import { SPOKEPORT_LABELS } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { Evidence } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetReader } from '../../fleet/types';
import type { ProjectedWorkflow } from '../../projections/types';
import { objectEvidence } from '../evidence';
import { COMPOSITE_UID_LABEL } from './clusterEvents';

/** Runs that undo a handover. */
export interface OffboardRuns {
  /** Newest first. */
  runs: ProjectedWorkflow[];
  links: Evidence[];
}

const SENSOR_LABEL = 'events.argoproj.io/sensor';

/** A run says by its label which stage it is evidence of, else by its template or the Sensor that started it. */
function isOffboard({ labels, template }: ProjectedWorkflow): boolean {
  const stage = labels[SPOKEPORT_LABELS.stage];
  return stage
    ? stage === 'deregistered'
    : template === 'offboard' || labels[SENSOR_LABEL] === 'offboard';
}

const newestFirst = (one: ProjectedWorkflow, other: ProjectedWorkflow) =>
  Date.parse(other.createdAt ?? '') - Date.parse(one.createdAt ?? '');

/**
 * Runs that take a cluster out of Argo CD again: by the uid of its claim, of its XR or of its event in their labels. Those uids
 * outlive what they named, so that a run is found after all of it is gone.
 */
export function offboardRuns(
  fleet: FleetReader,
  hub: string,
  uids: { claim: string; owned: string[] },
): OffboardRuns {
  const found = new Map<string, Evidence>();
  const runs: ProjectedWorkflow[] = [];
  const look = (label: string, value: string) => {
    for (const workflow of fleet.workflowsLabelled(hub, label, value)) {
      const owner = workflow.labels[SPOKEPORT_LABELS.claimUid];
      const isOurs = !owner || owner === uids.claim || owner === 'none';
      if (!found.has(workflow.uid) && isOurs && isOffboard(workflow)) {
        found.set(workflow.uid, objectEvidence(workflow, `label ${label}`));
        runs.push(workflow);
      }
    }
  };
  look(SPOKEPORT_LABELS.claimUid, uids.claim);
  for (const uid of uids.owned) {
    look(SPOKEPORT_LABELS.eventUid, uid);
    look(COMPOSITE_UID_LABEL, uid);
  }
  return { runs: runs.sort(newestFirst), links: [...found.values()] };
}
