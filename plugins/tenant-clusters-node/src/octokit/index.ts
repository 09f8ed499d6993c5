export { createOctokit } from './createOctokit';
export {
  parseRepositoryUrl,
  type RepositoryLocation,
} from './parseRepositoryUrl';
