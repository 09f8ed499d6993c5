import type { ProjectedBase, ProjectedCondition } from './baseTypes';

export interface ProjectedWorkflowNode {
  id: string;
  name: string;
  displayName: string;
  type: string;
  templateName?: string;
  phase: string;
  boundaryId?: string;
  children: string[];
  startedAt?: string;
  finishedAt?: string;
  message?: string;
}

export interface ProjectedWorkflow extends ProjectedBase {
  role: 'workflow';
  phase: string;
  progress?: string;
  message?: string;
  startedAt?: string;
  finishedAt?: string;
  template?: string;
  parameters: Record<string, string>;
  nodes: ProjectedWorkflowNode[];
  /** Why `nodes` is empty although the workflow has some. */
  nodesMissing?: 'compressed' | 'offloaded';
  /** Held by `spec.suspend`, or waiting at a Suspend node. */
  suspended: boolean;
}

/** One parameter of a Sensor's trigger: what of the event goes where in the object that it creates. */
export interface TriggerParameter {
  dependency: string;
  /** Path into the event: `body.metadata.uid`. */
  dataKey?: string;
  /** Path into the object: `spec.arguments.parameters.0.value`. */
  dest: string;
  /** Joined to what stands there, so that the value is not the event's alone. */
  joined?: boolean;
}

export interface SensorTrigger {
  name: string;
  parameters: TriggerParameter[];
  /** Names of `spec.arguments.parameters` of the Workflow that it creates, in order. */
  arguments: string[];
}

export interface ProjectedSensor extends ProjectedBase {
  role: 'sensor';
  dependencies: { name: string; eventSource: string; event: string }[];
  triggers: SensorTrigger[];
  conditions: ProjectedCondition[];
}

/** `spec.resource` of an EventSource, one entry an event. */
export interface EventSourceResource {
  event: string;
  group: string;
  resource: string;
  namespace?: string;
  eventTypes: string[];
  /** Label filters, `key operation value`. */
  labels: string[];
}

export interface ProjectedEventSource extends ProjectedBase {
  role: 'event-source';
  resources: EventSourceResource[];
  conditions: ProjectedCondition[];
}
