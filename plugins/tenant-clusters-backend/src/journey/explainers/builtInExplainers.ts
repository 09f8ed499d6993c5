import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { accessDenied } from './accessDenied';
import { applicationMissing } from './applicationMissing';
import { applicationSetFailed } from './applicationSetFailed';
import { applicationUnhealthy } from './applicationUnhealthy';
import { approvalGate } from './approvalGate';
import { changesRequested } from './changesRequested';
import { checksFailed } from './checksFailed';
import { childrenUnready } from './childrenUnready';
import { comparisonError } from './comparisonError';
import { compositionMissing } from './compositionMissing';
import { downgradeRefused } from './downgradeRefused';
import { draft } from './draft';
import { eventMissing } from './eventMissing';
import { finaliserStuck } from './finaliserStuck';
import { finaliserUnreachable } from './finaliserUnreachable';
import { fluxDependency } from './fluxDependency';
import { fluxFailed } from './fluxFailed';
import { fluxStalled } from './fluxStalled';
import { fluxSuspended } from './fluxSuspended';
import { functionFatal } from './functionFatal';
import { heldByUsage } from './heldByUsage';
import { hubCredentials } from './hubCredentials';
import { hubUnreachable } from './hubUnreachable';
import { immutableField } from './immutableField';
import { invalidCidr } from './invalidCidr';
import { kindNotWatched } from './kindNotWatched';
import { mergeConflict } from './mergeConflict';
import { mergeMissing } from './mergeMissing';
import { noApplication } from './noApplication';
import { offboardMissing } from './offboardMissing';
import { paused } from './paused';
import { projectDenied } from './projectDenied';
import { providerConfig } from './providerConfig';
import { pruneOff } from './pruneOff';
import { pruneToConfirm } from './pruneToConfirm';
import { quotaExceeded } from './quotaExceeded';
import { resourceUnavailable } from './resourceUnavailable';
import { reviewMissing } from './reviewMissing';
import { runMissing } from './runMissing';
import { slowResource } from './slowResource';
import { stepFailed } from './stepFailed';
import { syncFailed } from './syncFailed';
import { syncManual } from './syncManual';
import { syncWindow } from './syncWindow';
import { throttled } from './throttled';
import { undeclaredField } from './undeclaredField';
import { unresolvedReference } from './unresolvedReference';
import { verificationFailed } from './verificationFailed';

/**
 * The built-in explainers, in the order they are asked: those that go by the type of a cause (before a failed sync, those that know
 * what it failed at), then those that read its message (a role that may not be assumed is a broken ProviderConfig before it is a denied call), and last those for causes that say nothing.
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
  kindNotWatched,
  noApplication,
  fluxSuspended,
  fluxStalled,
  fluxDependency,
  fluxFailed,
  pruneOff,
  pruneToConfirm,
  syncWindow,
  heldByUsage,
  finaliserUnreachable,
  finaliserStuck,
  projectDenied,
  applicationSetFailed,
  comparisonError,
  downgradeRefused,
  immutableField,
  syncFailed,
  syncManual,
  applicationUnhealthy,
  applicationMissing,
  eventMissing,
  offboardMissing,
  runMissing,
  verificationFailed,
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
  resourceUnavailable,
  unresolvedReference,
  childrenUnready,
  slowResource,
];
