import type {
  Operation,
  OperationName,
  OperationSettings,
  OperationTarget,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ProjectedObject } from '../projections/types';
import type { ArgocdClient } from './connection/ArgocdClient';
import type { ArgoServerClient } from './connection/ArgoServerClient';
import type { KubernetesClient } from './connection/KubernetesClient';

export type OperationVia = Operation['via'];
export type OperationState = Operation['state'];

/** What an operation on one object can be done with. */
export interface Connections {
  /** With the account for operations. */
  kubernetes: KubernetesClient;
  argocd?: ArgocdClient;
  argoServer?: ArgoServerClient;
  /** Whether Applications may be operated by patching them. */
  patchApplications: boolean;
}

/** Whether and how something can be done now. */
export type OperationPlan =
  | { via: OperationVia }
  | { missing: 'argocd' | 'argoServer'; reason: string }
  | { conflict: string };

/** What a hub took. */
export interface StartedOperation {
  /** What {@link OperationKind.observe} compares with. */
  baseline: Record<string, string>;
  result?: OperationTarget;
  /** Fails when what takes longer than the start is refused after all. */
  pending?: Promise<void>;
}

/** How an operation stands, as the object shows it. */
export interface Observation {
  state: OperationState;
  message?: string;
  observed: Record<string, string>;
}

export interface OperationInput<T extends ProjectedObject> {
  /** Of the operation. */
  id: string;
  object: T;
  settings: OperationSettings;
  connections: Connections;
  /** Entity ref. */
  requestedBy: string;
  now: Date;
}

/** One thing that can be done to one kind of object. */
export interface OperationKind<T extends ProjectedObject = ProjectedObject> {
  name: OperationName;
  /** Which permission it needs, on what the object belongs to. */
  permission: 'application.sync' | 'cluster.change' | 'workflow.operate';
  plan(
    object: T,
    connections: Connections,
    settings?: OperationSettings,
  ): OperationPlan;
  /** @throws RemoteError */
  start(input: OperationInput<T>): Promise<StartedOperation>;
  /** The object is what the operation made, where it made something. */
  observe(object: T, baseline: Record<string, string>): Observation;
  /** The same operation, already under way by somebody else: followed instead of asked for again. */
  underWay?(object: T): StartedOperation | undefined;
}

/** An operation as it is stored. */
export interface OperationRecord {
  id: string;
  operation: OperationName;
  settings: OperationSettings;
  target: OperationTarget;
  result?: OperationTarget;
  via: OperationVia;
  requestedBy: string;
  /** RFC 3339. */
  requestedAt: string;
  baseline: Record<string, string>;
  state: OperationState | 'starting';
  message?: string;
  observed: Record<string, string>;
}
