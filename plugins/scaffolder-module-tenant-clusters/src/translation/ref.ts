import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './messages';

/** The fields' own texts. @public */
export const scaffolderTenantClustersTranslationRef = createTranslationRef({
  id: 'scaffolder-module-tenant-clusters',
  messages,
  translations: { 'pt-BR': () => import('./pt-BR') },
});
