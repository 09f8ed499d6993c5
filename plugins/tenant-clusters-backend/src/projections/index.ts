export { OPERATION_INFO } from './projectApplication';
export * from './types';
export * from './ClaimFieldPaths';
export * from './readClaimFields';
export * from './projectObject';
export { groupOf } from './projectBase';
export type { ProjectedType } from './projectBase';
export type { ClaimMeaning } from './projectClaim';
export { CLUSTER_LABEL } from './projectXrd';
