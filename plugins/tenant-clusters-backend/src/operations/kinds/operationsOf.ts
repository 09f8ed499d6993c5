import type { OperationName } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ProjectedObject } from '../../projections/types';
import type { OperationKind } from '../types';
import { stopWorkflow, terminateWorkflow } from './endWorkflow';
import { reconcileCrossplane } from './reconcileCrossplane';
import { reconcileFlux } from './reconcileFlux';
import {
  hardRefreshApplication,
  refreshApplication,
} from './refreshApplication';
import { refreshApplicationSet } from './refreshApplicationSet';
import { resubmitWorkflow } from './resubmitWorkflow';
import { resumeWorkflow } from './resumeWorkflow';
import { retryWorkflow } from './retryWorkflow';
import { suspendWorkflow } from './suspendWorkflow';
import { syncApplication } from './syncApplication';
import { terminateApplication } from './terminateApplication';

type Role = ProjectedObject['role'];

/** What can be done to objects of each role. Kinds are typed by the object that they are for; the table pairs them. */
const OPERATIONS: Partial<Record<Role, OperationKind<never>[]>> = {
  application: [
    syncApplication,
    refreshApplication,
    hardRefreshApplication,
    terminateApplication,
  ],
  'application-set': [refreshApplicationSet],
  claim: [reconcileCrossplane],
  composite: [reconcileCrossplane],
  managed: [reconcileCrossplane],
  kustomization: [reconcileFlux],
  'helm-release': [reconcileFlux],
  'git-repository': [reconcileFlux],
  workflow: [
    retryWorkflow,
    resubmitWorkflow,
    stopWorkflow,
    terminateWorkflow,
    suspendWorkflow,
    resumeWorkflow,
  ],
};

/** What can be done to an object. */
export function operationsOf(object: ProjectedObject): OperationKind[] {
  return (OPERATIONS[object.role] ?? []) as OperationKind[];
}

export function operationOf(
  object: ProjectedObject,
  name: OperationName,
): OperationKind | undefined {
  return operationsOf(object).find(kind => kind.name === name);
}
