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
import {
  isGivenBy,
  metadataValues,
  SENSOR_LABEL,
  sensorValues,
} from './sensorValues';
import type { EventValue } from './sensorValues';

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

/** Words under which a run was given something: of the event's data by the Sensor's mapping, else of its own parameters. */
function words(
  workflow: ProjectedWorkflow,
  values: EventValue[] | undefined,
): [string, string][] {
  return values
    ? values
        .filter(({ path }) => path[0] === 'body' && path[1] !== 'metadata')
        .map(({ path, value }) => [path[path.length - 1], value])
    : Object.entries(workflow.parameters);
}

/**
 * Whether what a run was given fits a claim: the cluster's name (the claim's, or the generated one of its XR) and, where there is
 * one, the namespace or the tenant. Undefined where it was given no name of a cluster.
 */
function fitsByWords(
  given: [string, string][],
  claim: ProjectedClaim,
  compositeNames: string[],
): boolean | undefined {
  const named = (names: RegExp) =>
    given.find(([name, value]) => names.test(name) && value !== '')?.[1];
  const cluster = named(/^cluster[-_]?name$/i);
  if (!cluster) {
    return undefined;
  }
  if (![claim.name, ...compositeNames].includes(cluster)) {
    return false;
  }
  const namespace = named(/namespace$/i);
  if (namespace) {
    return namespace === claim.namespace;
  }
  const tenant = named(/^tenant([-_]?name)?$/i);
  return !tenant || [claim.namespace, claim.fields.tenant].includes(tenant);
}

const isOlder = (workflow: ProjectedWorkflow, claim: ProjectedClaim) =>
  workflow.createdAt !== undefined &&
  claim.createdAt !== undefined &&
  Date.parse(workflow.createdAt) < Date.parse(claim.createdAt);

/** A foreign run that fits a claim. */
interface FittingRun {
  workflow: ProjectedWorkflow;
  via: string;
  /** It fits another claim as well. */
  tie: boolean;
}

interface Search {
  fleet: FleetReader;
  claim: ProjectedClaim;
  compositeNames: string[];
  events: LinkedEvent[];
}

/** What of the event's metadata tells events apart: its uid, or its name; labels may be alike. */
const isDecisive = (values: EventValue[]) =>
  values.some(({ path: [, , field] }) => field === 'uid' || field === 'name');

function fittingRun(
  { fleet, claim, compositeNames, events }: Search,
  workflow: ProjectedWorkflow,
): FittingRun | undefined {
  // A run older than the claim was for another of that name.
  if (isOlder(workflow, claim)) {
    return undefined;
  }
  const values = sensorValues(fleet, workflow);
  const metadata = values ? metadataValues(values) : [];
  const given = words(workflow, values);
  const byWords = fitsByWords(given, claim, compositeNames);
  const byEvent =
    metadata.length > 0
      ? events.some(({ event }) => isGivenBy(metadata, event))
      : undefined;
  if (byWords === false || byEvent === false || !(byWords || byEvent)) {
    return undefined;
  }
  const ours = new Set(events.map(({ event }) => event.uid));
  const otherEvent = fleet
    .clusterEvents(claim.hub)
    .some(event => !ours.has(event.uid) && isGivenBy(metadata, event));
  const otherClaim = fleet
    .claims(claim.hub)
    .some(
      other =>
        other.cluster &&
        other.uid !== claim.uid &&
        fitsByWords(given, other, []) === true,
    );
  return {
    workflow,
    via: values
      ? `parameter mapping of Sensor ${workflow.labels[SENSOR_LABEL]}`
      : `label ${SENSOR_LABEL} and parameters`,
    tie: byEvent
      ? !isDecisive(metadata) && otherEvent && (!byWords || otherClaim)
      : otherClaim,
  };
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

/** The fleet gives the same array until one of them changes: what was indexed once serves all claims of a hub. */
const indexes = new WeakMap<
  ProjectedWorkflow[],
  Map<string, Set<ProjectedWorkflow>>
>();

/** Runs that a Sensor started and that carry no uid of a claim, by everything that they were given. */
function foreignIndex(workflows: ProjectedWorkflow[]) {
  const known = indexes.get(workflows);
  if (known) {
    return known;
  }
  const index = new Map<string, Set<ProjectedWorkflow>>();
  for (const workflow of workflows) {
    const { labels, parameters } = workflow;
    if (labels[SENSOR_LABEL] && !labels[SPOKEPORT_LABELS.claimUid]) {
      for (const value of [
        ...Object.values(parameters),
        ...Object.values(labels),
      ]) {
        const holding = index.get(value) ?? new Set();
        index.set(value, holding.add(workflow));
      }
    }
  }
  indexes.set(workflows, index);
  return index;
}

/** The foreign runs that fit a claim; only those are looked at that were given something of it or of its events. */
function foreignRuns(search: Search): FittingRun[] {
  const { fleet, claim, compositeNames, events } = search;
  const index = foreignIndex(fleet.workflows(claim.hub));
  const values = [
    claim.name,
    ...compositeNames,
    ...events.flatMap(({ event }) => [
      event.uid,
      event.name,
      ...Object.values(event.labels),
    ]),
  ];
  const candidates = new Set(
    values.flatMap(value => [...(index.get(value) ?? [])]),
  );
  return [...candidates].flatMap(
    workflow => fittingRun(search, workflow) ?? [],
  );
}

const newestFirst = (one: ProjectedWorkflow, other: ProjectedWorkflow) =>
  Date.parse(other.createdAt ?? '') - Date.parse(one.createdAt ?? '');

/**
 * Workflows that were run for a claim: by labels that hold uids; else, for foreign ones, by what the Sensor's parameter mapping
 * says that they were given of which event; else, where that Sensor is not seen, by the names of their parameters.
 */
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
  const fitting = foreignRuns({
    fleet,
    claim,
    compositeNames: composites.map(({ name }) => name),
    events,
  });
  const isTie = fitting.some(({ tie }) => tie);
  const workflows = fitting.map(({ workflow }) => workflow);
  return {
    handover: isTie ? [] : of(workflows, 'connected'),
    verification: isTie ? [] : of(workflows, 'verified'),
    ambiguous: isTie ? workflows : [],
    links: fitting.map(({ workflow, via }) =>
      objectEvidence(workflow, isTie ? `${via} (ambiguous)` : via),
    ),
  };
}
