/**
 * Form fields for cluster requests.
 *
 * @packageDocumentation
 */
export { scaffolderTenantClustersModule as default } from './module';
export { scaffolderTenantClustersTranslationRef } from './translation';
