/**
 * Scaffolder actions that propose and check cluster requests.
 *
 * @packageDocumentation
 */
export { scaffolderModuleTenantClusters as default } from './module';
export { createCheckTenantAction } from './actions/createCheckTenantAction';
export { createEditManifestAction } from './actions/createEditManifestAction';
export type { RepositoryServices } from './target/connectRepository';
export { createEnsureLinesAction } from './actions/createEnsureLinesAction';
export { createEnsureRepositoryAction } from './actions/createEnsureRepositoryAction';
export { createOpenPullRequestAction } from './actions/createOpenPullRequestAction';
export { createReadManifestAction } from './actions/createReadManifestAction';
export { createRevertPullRequestAction } from './actions/createRevertPullRequestAction';
export { createValidateManifestsAction } from './actions/createValidateManifestsAction';
export { createWaitForClusterAction } from './actions/createWaitForClusterAction';
export { createWaitForPullRequestAction } from './actions/createWaitForPullRequestAction';
export type { Sleep } from './waiting/poll';
