export { scaffolderTenantClustersTranslationRef } from './ref';
