import { createTranslationResource } from '@backstage/frontend-plugin-api';
import { scaffolderTenantClustersTranslationRef } from './ref';

/** The fields' texts in other languages. @public */
export const scaffolderTenantClustersTranslations = createTranslationResource({
  ref: scaffolderTenantClustersTranslationRef,
  translations: { 'pt-BR': () => import('./pt-BR') },
});
