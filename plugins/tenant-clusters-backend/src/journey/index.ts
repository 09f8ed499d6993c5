export { CLUSTER_SCOPE } from './clusterScope';
export { computeCluster } from './computeCluster';
export { createJourneyEngine } from './createJourneyEngine';
export { listAllSubjects, listSubjects } from './listSubjects';
export { toClusterRequest } from './toClusterRequest';
export type {
  ClusterSubject,
  ClusterView,
  JourneyEngine,
  JourneyInput,
  JourneyListener,
  JourneySettings,
} from './types';
