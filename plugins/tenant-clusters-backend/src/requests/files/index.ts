export type * from './ClaimFiles';
export { GithubClaimFiles } from './GithubClaimFiles';
