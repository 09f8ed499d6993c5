import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { accessDenied } from './accessDenied';
import { applicationMissing } from './applicationMissing';
import { applicationUnhealthy } from './applicationUnhealthy';
import { approvalGate } from './approvalGate';
import { changesRequested } from './changesRequested';
import { checksFailed } from './checksFailed';
import { comparisonError } from './comparisonError';
import { compositionMissing } from './compositionMissing';
import { draft } from './draft';
import { eventMissing } from './eventMissing';
import { functionFatal } from './functionFatal';
import { hubCredentials } from './hubCredentials';
import { hubUnreachable } from './hubUnreachable';
import { immutableField } from './immutableField';
import { invalidCidr } from './invalidCidr';
import { mergeConflict } from './mergeConflict';
import { mergeMissing } from './mergeMissing';
import { noApplication } from './noApplication';
import { paused } from './paused';
import { projectDenied } from './projectDenied';
import { providerConfig } from './providerConfig';
import { quotaExceeded } from './quotaExceeded';
import { resourceUnavailable } from './resourceUnavailable';
import { reviewMissing } from './reviewMissing';
import { runMissing } from './runMissing';
import { slowResource } from './slowResource';
import { stepFailed } from './stepFailed';
import { syncFailed } from './syncFailed';
import { syncManual } from './syncManual';
import { throttled } from './throttled';
import { undeclaredField } from './undeclaredField';
import { unresolvedReference } from './unresolvedReference';

/**
 * The built-in explainers, in the order they are asked: those that go by the type of a cause, then those that read its
 * message (a role that may not be assumed is a broken ProviderConfig before it is a denied call), and last those for causes that say nothing.
 */
export const BUILT_IN_EXPLAINERS: BlockerExplainer[] = [
  draft,
  changesRequested,
  checksFailed,
  mergeConflict,
  reviewMissing,
  mergeMissing,
  hubCredentials,
  hubUnreachable,
  noApplication,
  projectDenied,
  comparisonError,
  syncFailed,
  syncManual,
  applicationUnhealthy,
  applicationMissing,
  eventMissing,
  runMissing,
  stepFailed,
  approvalGate,
  paused,
  throttled,
  providerConfig,
  accessDenied,
  quotaExceeded,
  invalidCidr,
  compositionMissing,
  functionFatal,
  undeclaredField,
  immutableField,
  resourceUnavailable,
  unresolvedReference,
  slowResource,
];
