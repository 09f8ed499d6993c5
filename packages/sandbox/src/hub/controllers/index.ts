export { createGitSource } from './argocd/createGitSource';
export { GitSourceError, type GitSource } from './argocd/GitSource';
export { DEFAULT_POLL_SECONDS } from './argocd/ApplicationController';
export {
  DefaultControllerClock,
  type ControllerClock,
} from './runtime/ControllerClock';
export {
  ConfigMapFailurePlan,
  FAULTS_CONFIG_MAP,
  type Failure,
  type FailureKind,
  type FailurePlan,
} from './runtime/FailurePlan';
export { STATIC_ANNOTATION } from './runtime/objects';
export {
  startControllers,
  type Controllers,
  type StartControllersOptions,
} from './startControllers';
