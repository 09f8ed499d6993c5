export {
  createRequestTracker,
  type PlatformRepositoryConfig,
  type RequestTracker,
} from './createRequestTracker';
export type * from './types';
