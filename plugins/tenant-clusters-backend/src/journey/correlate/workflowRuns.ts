import { SPOKEPORT_LABELS } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { Evidence } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetReader } from '../../fleet/types';
import type {
  ProjectedBase,
  ProjectedClaim,
  ProjectedWorkflow,
} from '../../projections/types';
import { objectEvidence } from '../evidence';
import { COMPOSITE_UID_LABEL } from './clusterEvents';
import type { LinkedEvent } from './clusterEvents';

const SENSOR_LABEL = 'events.argoproj.io/sensor';

export interface WorkflowRuns {
  /** Runs of the handover, newest first. */
  handover: ProjectedWorkflow[];
  /** Runs of a verification, newest first. */
  verification: ProjectedWorkflow[];
  /** Runs that fit this claim and others alike; none of them is taken. */
  ambiguous: ProjectedWorkflow[];
  links: Evidence[];
}

/** Which stage a run is evidence of: as its label says, else the handover, unless it is the one that undoes it. */
function stageOf(workflow: ProjectedWorkflow): string {
  const { labels, template } = workflow;
  const stage = labels[SPOKEPORT_LABELS.stage];
  if (stage) {
    return stage;
  }
  return template === 'offboard' || labels[SENSOR_LABEL] === 'offboard'
    ? 'deregistered'
    : 'connected';
}

function parameterNamed(workflow: ProjectedWorkflow, names: RegExp) {
  const entry = Object.entries(workflow.parameters).find(
    ([name, value]) => names.test(name) && value !== '',
  );
  return entry?.[1];
}

/**
 * Whether a run that a Sensor started fits a claim by its parameters: the cluster's name (the claim's, or the generated one of
 * its XR) and, where there is one, the namespace or the tenant. A run older than the claim was for another of that name.
 */
function fitsByParameters(
  workflow: ProjectedWorkflow,
  claim: ProjectedClaim,
  compositeNames: string[],
): boolean {
  const cluster = parameterNamed(workflow, /^cluster[-_]?name$/i);
  if (!cluster || ![claim.name, ...compositeNames].includes(cluster)) {
    return false;
  }
  if (
    workflow.createdAt &&
    claim.createdAt &&
    Date.parse(workflow.createdAt) < Date.parse(claim.createdAt)
  ) {
    return false;
  }
  const namespace = parameterNamed(workflow, /namespace$/i);
  if (namespace) {
    return namespace === claim.namespace;
  }
  const tenant = parameterNamed(workflow, /^tenant([-_]?name)?$/i);
  return !tenant || [claim.namespace, claim.fields.tenant].includes(tenant);
}

function labelledRuns(
  fleet: FleetReader,
  claim: ProjectedClaim,
  composites: ProjectedBase[],
  events: LinkedEvent[],
) {
  const { hub } = claim;
  const found = new Map<string, { workflow: ProjectedWorkflow; via: string }>();
  const look = (label: string, value: string) => {
    for (const workflow of fleet.workflowsLabelled(hub, label, value)) {
      const owner = workflow.labels[SPOKEPORT_LABELS.claimUid];
      if (!found.has(workflow.uid) && (!owner || owner === claim.uid)) {
        found.set(workflow.uid, { workflow, via: `label ${label}` });
      }
    }
  };
  look(SPOKEPORT_LABELS.claimUid, claim.uid);
  for (const { event } of events) {
    look(SPOKEPORT_LABELS.eventUid, event.uid);
  }
  for (const { uid } of composites) {
    look(COMPOSITE_UID_LABEL, uid);
  }
  return [...found.values()];
}

function runsByParameters(
  fleet: FleetReader,
  claim: ProjectedClaim,
  composites: ProjectedBase[],
) {
  const names = composites.map(({ name }) => name);
  const fitting = fleet
    .workflows(claim.hub)
    .filter(
      workflow =>
        workflow.labels[SENSOR_LABEL] !== undefined &&
        workflow.labels[SPOKEPORT_LABELS.claimUid] === undefined &&
        fitsByParameters(workflow, claim, names),
    );
  if (fitting.length === 0) {
    return { fitting, rivals: false };
  }
  const others = fleet
    .claims(claim.hub)
    .filter(other => other.uid !== claim.uid && other.cluster);
  return {
    fitting,
    rivals: others.some(other =>
      fitting.some(workflow => fitsByParameters(workflow, other, [])),
    ),
  };
}

const newestFirst = (one: ProjectedWorkflow, other: ProjectedWorkflow) =>
  Date.parse(other.createdAt ?? '') - Date.parse(one.createdAt ?? '');

/** Workflows that were run for a claim: by labels that hold uids; else, for foreign ones, by the Sensor's parameters. */
export function workflowRuns(
  fleet: FleetReader,
  claim: ProjectedClaim,
  composites: ProjectedBase[],
  events: LinkedEvent[],
): WorkflowRuns {
  const of = (workflows: ProjectedWorkflow[], stage: string) =>
    workflows.filter(workflow => stageOf(workflow) === stage).sort(newestFirst);
  const labelled = labelledRuns(fleet, claim, composites, events);
  if (labelled.length > 0) {
    const workflows = labelled.map(({ workflow }) => workflow);
    return {
      handover: of(workflows, 'connected'),
      verification: of(workflows, 'verified'),
      ambiguous: [],
      links: labelled.map(({ workflow, via }) => objectEvidence(workflow, via)),
    };
  }
  const { fitting, rivals } = runsByParameters(fleet, claim, composites);
  const via = 'label events.argoproj.io/sensor and parameters';
  return {
    handover: rivals ? [] : of(fitting, 'connected'),
    verification: [],
    ambiguous: rivals ? fitting : [],
    links: fitting.map(workflow =>
      objectEvidence(workflow, rivals ? `${via} (ambiguous)` : via),
    ),
  };
}
