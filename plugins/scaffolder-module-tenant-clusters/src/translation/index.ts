export { scaffolderTenantClustersTranslationRef } from './ref';
export { scaffolderTenantClustersTranslations } from './resource';
