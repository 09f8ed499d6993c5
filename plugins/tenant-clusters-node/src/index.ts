/**
 * Extension points of the tenant-clusters plugin, and what its backend modules share.
 *
 * @packageDocumentation
 */
export * from './extensions';
export * from './octokit';
export * from './manifests';
