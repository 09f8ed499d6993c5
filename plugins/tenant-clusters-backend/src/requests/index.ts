export type {
  ClaimPlacement,
  RenderedClaim,
  UnplacedManifest,
} from './claimChanges';
export {
  createRequestTracker,
  type PlatformRepositoryConfig,
  type RequestTracker,
} from './createRequestTracker';
export type * from './types';
