/**
 * Scaffolder actions that propose and check cluster requests.
 *
 * @packageDocumentation
 */
export { scaffolderModuleTenantClusters as default } from './module';
export { createOpenPullRequestAction } from './actions/createOpenPullRequestAction';
export { createValidateManifestsAction } from './actions/createValidateManifestsAction';
