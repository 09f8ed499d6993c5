export {
  addonOf,
  addonOfSet,
  enableLabel,
  labelledAddons,
} from './applications/addonOf';
export {
  applicationHealth,
  applicationRole,
  applicationSync,
  commitUrl,
  toApplication,
} from './applications/toApplication';
export { CLUSTER_SCOPE } from './clusterScope';
export { computeCluster } from './computeCluster';
export { createJourneyEngine } from './createJourneyEngine';
export {
  isHubItself,
  readRegistration,
  registrationOf,
} from './correlate/registration';
export { JudgedHubs, type ShownHubs } from './JudgedHubs';
export { listAllSubjects, listSubjects } from './listSubjects';
export { stepState } from './stages/workflowSteps';
export { cleanText, quote, say } from './text';
export { toClusterRequest, toRequestLink } from './toClusterRequest';
export type {
  ClusterSubject,
  ClusterView,
  JourneyEngine,
  JourneyInput,
  JourneyListener,
  JourneySettings,
} from './types';
export { usagesOf } from './walk/usagesOf';
